/** What a product page says of each kind of thing: one sentence on what it is like to own. */
import type { Kind } from "../art/kinds.js";
import type { Text } from "./product.js";

const note = (vi: string, en: string): Text => ({ vi, en });

const dress = note(
  "Chân váy xoè nhẹ, lót cotton, khoá kéo ẩn phía sau.",
  "A light full skirt, lined in cotton, with a hidden back zip.",
);
const plush = note(
  "Lông ngắn mịn, mắt thêu an toàn, giặt máy được trong túi lưới.",
  "Short smooth fur, safely embroidered eyes; machine-washable in a net bag.",
);
const wooden = note(
  "Gỗ cao su bo tròn từng cạnh, sơn gốc nước đạt chuẩn an toàn cho bé.",
  "Rubberwood with every edge rounded, in water-based paint safe for children.",
);
const trousers = note(
  "Ống suông dễ mặc, lưng chun êm, hai túi sâu.",
  "An easy straight leg, a soft waistband and two deep pockets.",
);
const stoneware = note(
  "Gốm nung 1.250 °C, men không chì, dùng được lò vi sóng.",
  "Stoneware fired at 1,250 °C, lead-free glaze, microwave-safe.",
);
const bottleCare = note(
  "Công thức dịu nhẹ, không cồn khô, không hương liệu tổng hợp.",
  "A gentle formula without drying alcohol or synthetic fragrance.",
);
const leather = note(
  "Đường chỉ kép, khoá kim loại mờ, ngăn trong có khoá kéo.",
  "Double-stitched, with a matt metal clasp and a zipped pocket inside.",
);
const printed = note(
  "In offset trên giấy ngà chống loá, gáy khâu chỉ mở phẳng.",
  "Offset-printed on glare-free ivory paper, thread-sewn to open flat.",
);

export const notes: Record<Kind, Text> = {
  tee: note(
    "Cotton chải kỹ 180 g, cổ bo không giãn, hình in gốc nước mềm tay.",
    "180 g combed cotton, a collar that keeps its shape and a soft water-based print.",
  ),
  dress,
  shorts: note(
    "Lưng chun có dây rút, túi thật hai bên, chạy nhảy thoải mái.",
    "A drawstring waist, two real pockets and room to run.",
  ),
  pants: trousers,
  pyjamas: note(
    "Vải cotton thoáng mát, cúc dừa, ống tay rộng cho giấc ngủ êm.",
    "Breathable cotton, coconut buttons and loose sleeves for a quiet night.",
  ),
  romper: note(
    "Sợi tre mát lạnh, cúc bấm dưới giúp thay tã nhanh.",
    "Cool bamboo yarn with snaps below for quick changes.",
  ),
  hoodie: note(
    "Nỉ da cá không xù, mũ hai lớp, túi kangaroo ấm tay.",
    "Loopback fleece that does not pill, a lined hood and a warm front pocket.",
  ),
  raincoat: note(
    "Vải PU chống thấm, đường may dán kín, có phản quang sau lưng.",
    "Waterproof shell with taped seams and a reflector at the back.",
  ),
  overalls: note(
    "Dây vai chỉnh được hai nấc, gấu lật để mặc thêm một năm.",
    "Two-step straps and turn-up hems to last another year.",
  ),
  skirt: note(
    "Xếp ly đều tay, quần lót trong liền, lưng chun êm.",
    "Even pleats, built-in shorts and a gentle waistband.",
  ),
  longSkirt: note("Vải rũ nhẹ, ly giữ nếp sau giặt, có lót.", "A light drape with lasting pleats; lined."),
  blouse: note(
    "Chất vải rũ mát, ít nhăn, cổ đứng dáng cả ngày.",
    "Cool, drapey and slow to crease; the collar stays up all day.",
  ),
  shirt: note(
    "Vải dệt thoáng, giặt xong càng mềm, mặc ngoài hay trong đều đẹp.",
    "An airy weave that softens with every wash, worn open or buttoned.",
  ),
  cardigan: note(
    "Len pha cotton không ngứa, cúc gỗ, vừa đủ ấm cho phòng lạnh.",
    "Cotton-blend knit that does not itch; just warm enough for cool rooms.",
  ),
  maxiDress: note(
    "Linen pha mát, eo chun sau, dài qua gối gọn gàng.",
    "A cool linen blend, elastic at the back, falling below the knee.",
  ),
  aoDai: note(
    "Lụa tơ tằm pha, tà lượn mềm, may sẵn theo bốn cỡ và sửa eo miễn phí.",
    "Mulberry silk blend with softly flowing panels, in four sizes with a free waist fitting.",
  ),
  scarf: note("Lụa dệt tại làng Vạn Phúc, viền cuốn tay.", "Silk woven in Van Phuc village, with hand-rolled edges."),
  sunHat: note(
    "Đan tay từ cói Nga Sơn, gấp gọn được, dây cằm tháo rời.",
    "Hand-woven Nga Son seagrass; packs flat, with a removable chin cord.",
  ),
  cap: note(
    "Vải UPF 50+, khoá sau chỉnh cỡ, vành giữ dáng.",
    "UPF 50+ fabric, an adjustable back and a brim that keeps its shape.",
  ),
  socks: note(
    "Gót đệm dày, cổ chun không hằn, khử mùi.",
    "Cushioned heel, a cuff that leaves no marks, odour-resistant.",
  ),
  scrunchie: note(
    "Lụa satin không làm gãy tóc, chun bền.",
    "Satin silk that does not break hair, with lasting elastic.",
  ),
  towel: note(
    "Sợi tre thấm nhanh, mềm hơn sau mỗi lần giặt.",
    "Quick-drying bamboo that grows softer with every wash.",
  ),
  sneaker: note(
    "Dây chun không cần buộc, lót giày tháo giặt được, đế cao su dẻo.",
    "Elastic laces, a removable insole and a flexible rubber sole.",
  ),
  runner: note(
    "Lưới thoáng, đệm EVA hai lớp, chỉ 240 g một chiếc.",
    "Breathable mesh and two-layer EVA cushioning, at 240 g a shoe.",
  ),
  sandal: note("Quai dán chỉnh vừa chân, đế chống trượt khi ướt.", "Adjustable straps and a sole that grips when wet."),
  rainBoot: note(
    "Cao su tự nhiên, lót cotton, quai kéo để bé tự mang.",
    "Natural rubber, cotton-lined, with loops so that children can pull them on.",
  ),
  slipper: note("Bông xù ấm chân, đế chấm cao su không trơn.", "Warm and fluffy, with rubber dots underneath."),
  maryJane: note(
    "Da mềm, quai dán giấu khoá, mũi rộng cho ngón chân.",
    "Soft leather, a hidden fastening and a roomy toe.",
  ),
  loafer: note("Da cừu mềm, đế mỏng để bé cảm nhận mặt đất.", "Soft lambskin on a thin sole, to feel the ground."),
  teddy: plush,
  rabbit: plush,
  elephant: plush,
  dinosaur: plush,
  blocks: wooden,
  puzzle: note(
    "Bìa cứng dày 3 mm, mảnh to vừa tay, hộp đựng kèm tranh mẫu.",
    "3 mm board, pieces that fit small hands, and a picture to follow.",
  ),
  car: wooden,
  train: wooden,
  rings: wooden,
  ball: note(
    "Vải cotton nhồi bông, lục lạc nhỏ bên trong, giặt tay được.",
    "Stuffed cotton with a small rattle inside; hand-washable.",
  ),
  doll: note(
    "Váy và băng đô tháo ra được, tóc len thắt bím.",
    "The dress and headband come off; the woollen hair can be plaited.",
  ),
  xylophone: wooden,
  drum: note("Mặt da tổng hợp vang ấm, dùi gỗ đầu tròn.", "A warm-sounding head and round-tipped wooden sticks."),
  kite: note("Khung tre nhẹ, vải dù bền, 30 m dây kèm theo.", "A light bamboo frame, tough cloth and 30 m of line."),
  boat: wooden,
  rocket: wooden,
  starLantern: note(
    "Khung tre, giấy kính màu, kèm nến LED an toàn.",
    "Bamboo frame, coloured cellophane and a safe LED candle.",
  ),
  abacus: wooden,
  teaSet: wooden,
  pan: note(
    "Đáy từ dùng mọi loại bếp, tay cầm gỗ không nóng.",
    "Works on every hob, with a wooden handle that stays cool.",
  ),
  pot: note(
    "Giữ nhiệt lâu, nắp có gai hồi ẩm, dùng được trong lò nướng.",
    "Holds heat for long, bastes as it cooks, goes into the oven.",
  ),
  mug: stoneware,
  bowl: stoneware,
  plates: stoneware,
  kettle: note("Inox 304, còi báo sôi, quai gỗ gập.", "304 steel, a whistle at the boil and a folding wooden handle."),
  teapot: note("Đất sét tía, rót gọn không nhỏ giọt, kèm lọc.", "Purple clay, drip-free, with a strainer."),
  phin: note(
    "Nhôm dày giữ nhiệt, lỗ lọc đều, cho ly cà phê nhỏ giọt đúng điệu.",
    "Thick aluminium and an even filter, for a proper slow-dripped coffee.",
  ),
  board: note(
    "Gỗ keo nguyên tấm, lau dầu thực vật, có rãnh nước.",
    "One solid piece of acacia, oiled, with a juice groove.",
  ),
  lamp: note("Ánh sáng ấm 2.700 K, chỉnh ba mức, chân gỗ sồi.", "Warm 2,700 K light in three steps on an oak base."),
  paperLantern: note(
    "Lụa căng tay trên khung tre gấp, làm tại Hội An.",
    "Silk stretched by hand on a folding bamboo frame, made in Hoi An.",
  ),
  vase: note("Men rạn thủ công, mỗi chiếc một vân.", "Hand-made crackle glaze; no two are alike."),
  candle: note(
    "Sáp đậu nành, bấc cotton, cháy khoảng 40 giờ.",
    "Soy wax and a cotton wick, burning for about 40 hours.",
  ),
  cushion: note(
    "Vỏ linen thêu tay, ruột bông ép, 45 × 45 cm.",
    "Hand-embroidered linen over a firm filling, 45 × 45 cm.",
  ),
  chopsticks: note("Gỗ tự nhiên lau dầu, đầu vuông gắp chắc tay.", "Oiled natural wood with square tips that hold."),
  jars: note("Thuỷ tinh chịu nhiệt, nắp tre có gioăng kín.", "Heat-proof glass with sealed bamboo lids."),
  steamer: note("Tre đan tay, vừa nồi 24 cm, kèm hai khăn hấp.", "Hand-woven bamboo for a 24 cm pot, with two cloths."),
  blanket: note(
    "Muslin bốn lớp, mát mùa hè, ấm phòng máy lạnh.",
    "Four layers of muslin: cool in summer, warm in air conditioning.",
  ),
  tube: bottleCare,
  dropper: note(
    "Kết cấu mỏng, thấm nhanh, ống nhỏ giọt chia vạch.",
    "Light and fast-absorbing, with a measured dropper.",
  ),
  creamJar: note(
    "Chất kem mịn, khoá ẩm mười hai giờ, không bết dính.",
    "A smooth cream that holds moisture for twelve hours without weight.",
  ),
  lipstick: note(
    "Lên màu chuẩn một lần thoa, dưỡng môi bằng dầu mầm gạo.",
    "True colour in one stroke, with rice-bran oil.",
  ),
  pump: bottleCare,
  bigPump: note(
    "Chiết xuất thảo mộc Việt, không sulfate, mùi hương dịu.",
    "Vietnamese herbal extracts, sulphate-free, lightly scented.",
  ),
  spray: note(
    "Vòi phun sương mịn, khô nhanh, không để lại vệt.",
    "A fine mist that dries quickly and leaves no marks.",
  ),
  sachet: note(
    "Mặt nạ sợi tre ôm sát, 25 ml tinh chất mỗi miếng.",
    "Close-fitting bamboo sheets with 25 ml of essence each.",
  ),
  compact: note("Hạt phấn mịn, có gương và cọ nhỏ.", "Finely milled, with a mirror and a small brush."),
  soap: note(
    "Nấu lạnh sáu tuần, dầu dừa và thảo mộc vườn nhà.",
    "Cold-processed for six weeks with coconut oil and garden herbs.",
  ),
  comb: note("Mài tay, răng tròn không xước da đầu, không tĩnh điện.", "Hand-finished round teeth, free of static."),
  brush: note("Răng lược mềm hai tầng, gỡ rối không đau.", "Soft two-level bristles that detangle without tears."),
  dryer: note(
    "Hai tốc độ, ba mức nhiệt, luồng ion giảm xơ rối.",
    "Two speeds, three heats and an ion flow against frizz.",
  ),
  ampoules: note("Dùng một ống mỗi tuần, tóc mềm thấy rõ sau ba lần.", "One ampoule a week; softer hair after three."),
  tote: leather,
  backpack: note(
    "Quai đệm thoáng, đai ngực, ngăn bình nước hai bên.",
    "Breathable padded straps, a chest clip and two bottle pockets.",
  ),
  crossbody: leather,
  wallet: leather,
  suitcase: note(
    "Vỏ polycarbonate, bánh đôi xoay 360°, khoá số chuẩn TSA.",
    "Polycarbonate shell, smooth double wheels and a TSA lock.",
  ),
  basket: note("Cói đan tay, quai bọc vải, đựng được 8 kg.", "Hand-woven seagrass with wrapped handles; carries 8 kg."),
  pouch: note("Lót chống thấm, khoá kéo trơn, vừa túi xách.", "Water-resistant lining, a smooth zip, handbag-sized."),
  beltBag: note(
    "Vải chống nước, ba ngăn, dây chỉnh đeo vai hay eo.",
    "Water-resistant, three pockets, worn at the waist or the shoulder.",
  ),
  book: printed,
  pictureBook: printed,
  notebook: note(
    "Giấy 100 g không lem mực, 120 trang, lò xo đôi.",
    "120 pages of 100 g paper that takes ink well, double-wire bound.",
  ),
  pencils: note(
    "Ruột mềm lên màu đều, gỗ từ rừng trồng, hộp đựng kèm gọt.",
    "Soft, even colour in plantation wood; the box includes a sharpener.",
  ),
  crayons: note("Sáp ong và màu thực phẩm, rửa sạch bằng nước.", "Beeswax and food colours that wash off with water."),
  pen: note("Ngòi êm 0,5 mm, cân tay, kèm hai ống mực.", "A smooth 0.5 mm nib, well balanced, with two cartridges."),
  watercolour: note(
    "Màu đậm dễ tan, nắp làm khay pha, kèm cọ nước.",
    "Rich, quick to dissolve; the lid is a palette, brush included.",
  ),
  bookSet: printed,
  stickers: note("Giấy chống nước, bóc dán lại được, 6 tờ.", "Six waterproof sheets that peel and stick again."),
  mat: note(
    "Hai mặt chống trượt, có vạch định tuyến, kèm dây đeo.",
    "Non-slip on both sides, with guide lines and a strap.",
  ),
  dumbbell: note("Bọc cao su không ồn, tay cầm nhám chắc.", "Quiet rubber coating and a textured grip."),
  waterBottle: note(
    "Inox 304 hai lớp, giữ lạnh 24 giờ, nắp không rò.",
    "Double-walled 304 steel, cold for 24 hours, leak-proof.",
  ),
  racket: note("Nặng 84 g, dây đan sẵn 10 kg, kèm bao.", "84 g, strung at 10 kg, cover included."),
  football: note(
    "Da PU khâu máy 32 mảnh, nảy đều trên sân xi măng.",
    "32 machine-stitched panels with an even bounce on concrete.",
  ),
  rope: note("Vòng bi êm, dây chỉnh dài, đếm số tự động.", "Smooth bearings, an adjustable cord and a counter."),
  goggles: note("Tròng chống mờ và tia UV, gioăng silicone êm mắt.", "Anti-fog UV lenses with soft silicone seals."),
  swimRing: note(
    "PVC dày không mùi, hai van an toàn, cho bé 3–6 tuổi.",
    "Thick odourless PVC with two safety valves, for ages 3 to 6.",
  ),
  bands: note("Cao su tự nhiên, ba mức lực, túi đựng kèm.", "Natural latex in three strengths, with a pouch."),
  scooter: note("Tay lái ba nấc, bánh phát sáng, phanh sau.", "Three bar heights, light-up wheels and a rear brake."),
  helmet: note("Vỏ ABS, lót EPS, núm xoay chỉnh cỡ, nặng 280 g.", "ABS shell, EPS liner and a dial to fit; 280 g."),
};
