/**
 * A heading and a row or grid of cards. Sizes follow the slot, not the window. The row scrolls out over
 * `--waymark-gutter` at either side: the site's own margin there, where rows are to reach the edge of the screen.
 */
export const recommendationsStyle = `
:host([data-display=inline]){display:block!important;container-type:inline-size!important}
.shelf{font:400 15px/1.4 var(--font);color:var(--ink)}
header{display:flex;align-items:end;justify-content:space-between;gap:16px;margin:0 0 14px}
header h2{margin:0;font-size:20px;line-height:1.25;font-weight:680;letter-spacing:-.012em;text-wrap:balance}
header p{margin:4px 0 0;color:var(--soft)}
.arrows{flex:none;display:flex;gap:8px}
.arrow{display:grid;place-items:center;width:44px;height:44px;color:var(--ink);background:var(--bg);border:1px solid var(--line);border-radius:999px;transition:background .15s,opacity .15s}
.arrow:hover:enabled{background:var(--tint)}
.arrow:disabled{opacity:.35}
.arrow:dir(rtl) .icon{transform:scaleX(-1)}
.row{display:grid;grid-auto-flow:column;grid-auto-columns:calc((100% - 4*16px)/5);gap:16px;--out:max(var(--waymark-gutter,0px),4px);margin:-4px calc(-1*var(--out));padding:4px var(--out);list-style:none;
overflow-x:auto;overscroll-behavior-x:contain;scroll-snap-type:x proximity;scrollbar-width:none;scroll-padding:4px var(--out)}
.inner .row{--out:4px;grid-auto-columns:calc((100% - 2*12px)/2.6);gap:12px}
.inner .row.few{grid-auto-columns:1fr}
.row::-webkit-scrollbar{display:none}
.grid{display:grid;grid-template-columns:repeat(5,1fr);gap:16px;margin:0;padding:0;list-style:none}
.inner .grid{grid-template-columns:repeat(3,1fr);gap:12px}
li{display:flex;min-width:0;scroll-snap-align:start}
.card{position:relative;display:flex;flex-direction:column;flex:1;min-width:0;overflow:hidden;background:var(--bg);border:1px solid var(--line);border-radius:var(--radius);transition:box-shadow .2s,border-color .2s,transform .2s}
.card:hover{border-color:transparent;box-shadow:0 1px 2px rgb(16 24 40/.08),0 12px 28px -10px rgb(16 24 40/.3);transform:translateY(-2px)}
.top{display:block}
.card .picture{aspect-ratio:1;font-size:36px}
.card img{transition:transform .35s}
.card:hover img{transform:scale(1.04)}
.badge{position:absolute;top:10px;inset-inline-start:10px;padding:2px 8px;font-size:12px;font-weight:650;line-height:18px;color:var(--bg);background:var(--sale);border-radius:999px}
.name{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;margin:12px 12px 0;min-height:2.7em;font-size:14px;line-height:1.35;text-wrap:pretty}
.foot{display:flex;flex-wrap:wrap;align-items:end;justify-content:space-between;gap:2px 8px;margin:auto 12px 12px;padding-top:8px;font-size:15px}
.rating,.stock{flex:none;display:inline-flex;align-items:center;gap:3px;font-size:13px;color:var(--soft)}
.rating .icon{width:14px;height:14px;color:#d98e00}
@container (max-width:900px){.row{grid-auto-columns:calc((100% - 3*14px)/4);gap:14px}.grid{grid-template-columns:repeat(4,1fr)}}
@container (max-width:680px){.row{grid-auto-columns:calc((100% - 2*12px)/2.9);gap:12px}.grid{grid-template-columns:repeat(3,1fr);gap:12px}}
@container (max-width:480px){header h2{font-size:18px}.row,.inner .row{grid-auto-columns:calc((100% - 12px)/2.2);gap:12px}.grid,.inner .grid{grid-template-columns:repeat(2,1fr)}.arrows{display:none}}
@media (prefers-reduced-motion:reduce){.card:hover,.card:hover img{transform:none}}
`;
