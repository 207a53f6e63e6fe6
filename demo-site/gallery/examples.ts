/** One message of each template, in both languages: what the gallery shows and the documentation's pictures are of. */
export interface Example {
  template: string;
  /** It stands in the page, in a slot of this height on wide screens and on phones. */
  slot?: { wide: number; phone: number };
  /** How many recommended products come with it. */
  items?: number;
  content: { "*"?: object; vi: object; en: object };
}

/** What a rule does to say it; its slot, where it has one, is named `slot`. */
export const actionOf = ({ template, slot, items, content }: Example): object => ({
  ...{ type: template === "hero" ? "replace" : "message", template, content },
  ...(slot && { slot: "slot" }),
  ...(items && { recommend: { strategy: "popular", limit: items } }),
});

/** A moment that is always as far away. */
const inHours = (hours: number): number => Date.now() + hours * 3_600_000;

export const examples: Record<string, Example> = {
  bar: {
    template: "bar",
    items: 1,
    content: {
      vi: { title: "Hợp với giỏ hàng của bạn", text: "Nhiều gia đình mua kèm món này.", action: { label: "Xem ngay" } },
      en: {
        title: "Goes well with your cart",
        text: "Many families add this one too.",
        action: { label: "Take a look" },
      },
    },
  },
  modal: {
    template: "modal",
    content: {
      "*": { image: { url: "/art/porch.svg", alt: "", place: "top" } },
      vi: {
        eyebrow: "Chào mừng bạn mới",
        title: "Hiên nhà rộng cửa, mời bạn vào chơi",
        text: "Bạn xem giúp mấy món đang được yêu thích tuần này nhé. Đổi trả miễn phí trong 30 ngày.",
        action: { label: "Xem hàng bán chạy", url: "/" },
        secondary: { label: "Để sau" },
      },
      en: {
        eyebrow: "Welcome",
        title: "Come in, the porch is open",
        text: "Have a look at what people love this week. Returns are free for 30 days.",
        action: { label: "See best sellers", url: "/" },
        secondary: { label: "Maybe later" },
      },
    },
  },
  slideIn: {
    template: "slideIn",
    content: {
      "*": { image: "/art/tiles.svg" },
      vi: {
        title: "Chưa biết chọn cỡ nào?",
        text: "Bảng cỡ theo tháng tuổi và chiều cao, đo thật trên các bé.",
        action: { label: "Xem bảng cỡ", url: "/help" },
        secondary: { label: "Không cần" },
      },
      en: {
        title: "Not sure about the size?",
        text: "Our chart goes by age and height, measured on real children.",
        action: { label: "Open the chart", url: "/help" },
        secondary: { label: "No, thanks" },
      },
    },
  },
  toast: {
    template: "toast",
    content: {
      "*": { dismissAfterMs: 0 },
      vi: { title: "Đã lưu vào danh sách yêu thích", action: { label: "Mở danh sách", url: "/" } },
      en: { title: "Saved to your wish list", action: { label: "Open the list", url: "/" } },
    },
  },
  fullScreen: {
    template: "fullScreen",
    content: {
      "*": { image: "/art/porch.svg" },
      vi: {
        eyebrow: "Bộ sưu tập hè",
        title: "Giảm 50% quần áo trẻ em mùa hè",
        text: "Vải cotton mềm, thoáng, giặt máy thoải mái. Chỉ đến hết Chủ Nhật này.",
        action: { label: "Vào xem", url: "/c/kids-clothes" },
        secondary: { label: "Tiếp tục mua sắm" },
      },
      en: {
        eyebrow: "Summer collection",
        title: "50% off children’s summer clothes",
        text: "Soft cotton that breathes and survives the washing machine. Until Sunday only.",
        action: { label: "Have a look", url: "/c/kids-clothes" },
        secondary: { label: "Keep shopping" },
      },
    },
  },
  banner: {
    template: "banner",
    slot: { wide: 220, phone: 380 },
    content: {
      "*": { image: "/art/floor.svg" },
      vi: {
        eyebrow: "Chỉ trong tuần này",
        title: "Miễn phí đổi cỡ tận nhà",
        text: "Đặt hai cỡ, thử xong gửi lại một. Phí gửi Hiên lo.",
        action: { label: "Tìm hiểu thêm", url: "/help" },
      },
      en: {
        eyebrow: "This week only",
        title: "Free size exchange at your door",
        text: "Order two sizes, keep one. We pay for the way back.",
        action: { label: "How it works", url: "/help" },
      },
    },
  },
  hero: {
    template: "hero",
    slot: { wide: 420, phone: 460 },
    content: {
      "*": { image: "/art/porch.svg" },
      vi: {
        eyebrow: "Dành cho mẹ và bé",
        title: "Áo quần cho những ngày chạy nhảy",
        text: "Bạn vừa xem đồ bé trai 3–5 tuổi. Đây là những món mới về.",
        action: { label: "Xem hàng mới", url: "/c/kids-clothes" },
      },
      en: {
        eyebrow: "For children on the move",
        title: "Clothes for days of running about",
        text: "You looked at things for boys of 3 to 5. These have just come in.",
        action: { label: "See what is new", url: "/c/kids-clothes" },
      },
    },
  },
  recommendations: {
    template: "recommendations",
    slot: { wide: 430, phone: 370 },
    items: 12,
    content: {
      vi: { title: "Chọn riêng cho bạn", text: "Dựa trên những món bạn vừa xem" },
      en: { title: "Picked for you", text: "From what you have just looked at" },
    },
  },
  coupon: {
    template: "coupon",
    content: {
      "*": { countdown: { until: inHours(26.4) } },
      vi: {
        title: "Giảm 20% cho đơn tiếp theo",
        text: "Cảm ơn bạn đã mua hàng ở Hiên. Nhập mã này khi thanh toán.",
        code: { value: "HIEN20", label: "Mã của bạn" },
        countdown: { until: inHours(26.4), label: "Mã hết hạn sau" },
        action: { label: "Mua sắm ngay", url: "/" },
      },
      en: {
        title: "20% off your next order",
        text: "Thank you for shopping at Hiên. Enter this code at checkout.",
        code: { value: "HIEN20", label: "Your code" },
        countdown: { until: inHours(26.4), label: "The code ends in" },
        action: { label: "Start shopping", url: "/" },
      },
    },
  },
  freeShipping: {
    template: "freeShipping",
    content: {
      "*": { progress: { value: 380_000, goal: 499_000 } },
      vi: { title: "Mua thêm 119.000 ₫ để được miễn phí giao hàng", action: { label: "Thêm món nữa", url: "/" } },
      en: { title: "Add ₫119,000 more for free delivery", action: { label: "Add something", url: "/" } },
    },
  },
  leadForm: {
    template: "leadForm",
    content: {
      "*": { image: { url: "/art/floor.svg", place: "side" } },
      vi: {
        eyebrow: "Ưu đãi thành viên",
        title: "Giảm 10% cho đơn đầu tiên",
        text: "Để lại số điện thoại hoặc e-mail, Hiên gửi mã ngay.",
        fields: [
          { name: "email", type: "email", label: "E-mail", required: true, placeholder: "ten@vidu.vn" },
          { name: "phone", type: "tel", label: "Số điện thoại", placeholder: "0912 345 678" },
        ],
        consent: {
          label: "Tôi đồng ý nhận ưu đãi của Hiên qua e-mail và Zalo. Có thể ngừng bất cứ lúc nào.",
          purpose: "marketing",
          url: "/help#privacy-help",
          urlLabel: "Chính sách riêng tư",
        },
        action: { label: "Nhận mã giảm giá" },
        success: { title: "Đã gửi mã cho bạn", text: "Hoặc dùng luôn tại đây:", code: { value: "CHAO10" } },
      },
      en: {
        eyebrow: "For members",
        title: "10% off your first order",
        text: "Leave your e-mail address and we send you the code at once.",
        fields: [
          { name: "email", type: "email", label: "E-mail", required: true, placeholder: "name@example.com" },
          { name: "phone", type: "tel", label: "Phone", placeholder: "0912 345 678" },
        ],
        consent: {
          label: "I would like offers from Hiên by e-mail and Zalo. I can stop them at any time.",
          purpose: "marketing",
          url: "/help#privacy-help",
          urlLabel: "Privacy policy",
        },
        action: { label: "Send me the code" },
        success: { title: "The code is on its way", text: "Or use it right here:", code: { value: "HELLO10" } },
      },
    },
  },
  survey: {
    template: "survey",
    content: {
      vi: {
        questions: [
          {
            id: "nps",
            type: "nps",
            title: "Bạn có sẵn lòng giới thiệu Hiên cho bạn bè không?",
            low: "Không đời nào",
            high: "Rất sẵn lòng",
            next: [
              { max: 6, to: "why" },
              { min: 9, to: "love" },
            ],
          },
          {
            id: "middle",
            type: "choice",
            title: "Điều gì khiến bạn còn ngần ngại?",
            options: ["Giá", "Cỡ và chất vải", "Giao hàng", "Khác"],
            next: "end",
          },
          {
            id: "why",
            type: "open",
            title: "Hiên làm chưa tốt ở đâu?",
            placeholder: "Bạn cứ nói thật nhé",
            next: "end",
          },
          {
            id: "love",
            type: "multiple",
            title: "Bạn thích nhất điều gì?",
            options: ["Chất vải", "Giá hợp lý", "Giao nhanh", "Tư vấn nhiệt tình"],
          },
        ],
        success: { title: "Cảm ơn bạn!", text: "Cả nhà Hiên sẽ đọc từng câu trả lời." },
      },
      en: {
        questions: [
          {
            id: "nps",
            type: "nps",
            title: "How likely are you to recommend Hiên to a friend?",
            low: "Not at all",
            high: "Very likely",
            next: [
              { max: 6, to: "why" },
              { min: 9, to: "love" },
            ],
          },
          {
            id: "middle",
            type: "choice",
            title: "What makes you hesitate?",
            options: ["Price", "Size and fabric", "Delivery", "Something else"],
            next: "end",
          },
          { id: "why", type: "open", title: "What should we do better?", placeholder: "Please be frank", next: "end" },
          {
            id: "love",
            type: "multiple",
            title: "What do you like best?",
            options: ["The fabric", "Fair prices", "Fast delivery", "Good advice"],
          },
        ],
        success: { title: "Thank you!", text: "All of us read every single answer." },
      },
    },
  },
  csat: {
    template: "survey",
    content: {
      vi: {
        questions: [
          { id: "csat", type: "csat", title: "Bạn thấy việc giao hàng thế nào?", low: "Rất tệ", high: "Rất tốt" },
        ],
      },
      en: {
        questions: [{ id: "csat", type: "csat", title: "How was the delivery?", low: "Very bad", high: "Very good" }],
      },
    },
  },
  socialProof: {
    template: "socialProof",
    content: {
      "*": { image: "/art/kc06.svg", dismissAfterMs: 0, action: { label: "Xem", url: "/p/kc06" } },
      vi: { eyebrow: "Lan ở Đà Nẵng vừa mua", title: "Áo thun tên lửa", text: "8 phút trước" },
      en: { eyebrow: "Lan in Đà Nẵng has just bought", title: "Rocket tee", text: "8 minutes ago" },
    },
  },
  wheel: {
    template: "wheel",
    content: {
      "*": { prize: "ten" },
      vi: {
        title: "Quay một vòng, nhận một quà",
        text: "Mỗi khách một lượt. Quà dùng được ngay hôm nay.",
        play: "Quay ngay",
        prizes: [
          { id: "ten", label: "Giảm 10%", code: "QUAY10" },
          { id: "ship", label: "Miễn phí giao", code: "QUAYSHIP" },
          { id: "five", label: "Giảm 5%", code: "QUAY5" },
          { id: "bag", label: "Túi vải", code: "TUIVAI" },
          { id: "fifteen", label: "Giảm 15%", code: "QUAY15" },
          { id: "points", label: "100 điểm", code: "DIEM100" },
        ],
        success: { text: "Nhập mã này khi thanh toán." },
      },
      en: {
        title: "One spin, one present",
        text: "One turn each. The present is good from today.",
        play: "Spin the wheel",
        prizes: [
          { id: "ten", label: "10% off", code: "SPIN10" },
          { id: "ship", label: "Free delivery", code: "SPINSHIP" },
          { id: "five", label: "5% off", code: "SPIN5" },
          { id: "bag", label: "Canvas bag", code: "BAG" },
          { id: "fifteen", label: "15% off", code: "SPIN15" },
          { id: "points", label: "100 points", code: "POINTS100" },
        ],
        success: { text: "Enter this code at checkout." },
      },
    },
  },
  scratch: {
    template: "scratch",
    content: {
      "*": { prize: "gift" },
      vi: {
        title: "Cào thẻ may mắn",
        text: "Dưới lớp bạc là quà của bạn hôm nay.",
        play: "Mở thẻ luôn",
        prizes: [{ id: "gift", label: "Tặng 50.000 ₫", code: "LOC50", text: "cho đơn từ 300.000 ₫" }],
      },
      en: {
        title: "Your lucky card",
        text: "Under the silver is your present for today.",
        play: "Just uncover it",
        prizes: [{ id: "gift", label: "₫50,000 for you", code: "LUCK50", text: "on orders from ₫300,000" }],
      },
    },
  },
  loyalty: {
    template: "loyalty",
    content: {
      "*": { points: { value: "1.240" }, progress: { value: 1240, goal: 2000 }, action: { label: "x", url: "/" } },
      vi: {
        eyebrow: "Thành viên Hiên",
        title: "Còn 760 điểm nữa là lên hạng Vàng",
        points: { value: "1.240", label: "điểm" },
        tiers: [
          { name: "Bạc", at: 0 },
          { name: "Vàng", at: 2000 },
          { name: "Kim cương", at: 5000 },
        ],
        action: { label: "Đổi điểm lấy quà", url: "/" },
      },
      en: {
        eyebrow: "Hiên members",
        title: "760 points to Gold",
        points: { value: "1,240", label: "points" },
        tiers: [
          { name: "Silver", at: 0 },
          { name: "Gold", at: 2000 },
          { name: "Diamond", at: 5000 },
        ],
        action: { label: "Spend your points", url: "/" },
      },
    },
  },
  replenish: {
    template: "replenish",
    items: 2,
    content: {
      vi: {
        title: "Sắp hết rồi phải không?",
        text: "Lần trước bạn mua cách đây 28 ngày. Thường bạn mua lại sau một tháng.",
        action: { label: "Mua lại", url: "/cart" },
        secondary: { label: "Nhắc tôi sau" },
      },
      en: {
        title: "Running low?",
        text: "You bought these 28 days ago, and usually again after a month.",
        action: { label: "Buy again", url: "/cart" },
        secondary: { label: "Remind me later" },
      },
    },
  },
  custom: {
    template: "custom",
    content: {
      vi: {
        body: [
          { el: "h2", text: "Ba điều về giao hàng" },
          {
            el: "ul",
            children: [
              { el: "li", children: ["Nội thành: ", { el: "strong", text: "trong ngày" }] },
              { el: "li", text: "Tỉnh khác: 2–4 ngày" },
              { el: "li", children: ["Đơn từ 499.000 ₫: ", { el: "strong", text: "miễn phí" }] },
            ],
          },
          {
            el: "row",
            children: [
              { el: "img", src: "/art/kc01.svg", alt: "Áo thun gấu con", width: 160, height: 160 },
              { el: "img", src: "/art/ty03.svg", alt: "Đồ chơi gỗ", width: 160, height: 160 },
            ],
          },
          { el: "p", children: ["Còn thắc mắc? ", { el: "a", href: "/help", text: "Hỏi chúng tôi" }] },
        ],
        action: { label: "Đã hiểu" },
      },
      en: {
        body: [
          { el: "h2", text: "Three things about delivery" },
          {
            el: "ul",
            children: [
              { el: "li", children: ["In town: ", { el: "strong", text: "the same day" }] },
              { el: "li", text: "Elsewhere: 2 to 4 days" },
              { el: "li", children: ["From ₫499,000: ", { el: "strong", text: "free" }] },
            ],
          },
          {
            el: "row",
            children: [
              { el: "img", src: "/art/kc01.svg", alt: "Bear cub tee", width: 160, height: 160 },
              { el: "img", src: "/art/ty03.svg", alt: "Wooden toy", width: 160, height: 160 },
            ],
          },
          { el: "p", children: ["Any questions? ", { el: "a", href: "/help", text: "Ask us" }] },
        ],
        action: { label: "I see" },
      },
    },
  },
};
