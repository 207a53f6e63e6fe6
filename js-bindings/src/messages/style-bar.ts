/**
 * A card that floats at the edge: one line on wide screens, two on phones. `--waymark-inset-bottom` and `-top` are how
 * much of the edge the site keeps for itself, measured from the window's, safe area included.
 */
export const barStyle = `
:host{display:block!important;position:fixed!important;inset:auto 0 calc(var(--waymark-inset-bottom,0px) + var(--stack,0px)) 0!important;width:auto!important;height:auto!important;
z-index:2147483000!important;overflow:visible!important;pointer-events:none!important;background:none!important;
--gap:16px;padding:0 max(var(--gap),env(safe-area-inset-right)) max(var(--gap),env(safe-area-inset-bottom) - var(--waymark-inset-bottom,0px)) max(var(--gap),env(safe-area-inset-left))!important}
:host([data-edge=top]){inset:calc(var(--waymark-inset-top,0px) + var(--stack,0px)) 0 auto 0!important;
padding:max(var(--gap),env(safe-area-inset-top) - var(--waymark-inset-top,0px)) max(var(--gap),env(safe-area-inset-right)) 0 max(var(--gap),env(safe-area-inset-left))!important}
.bar{position:relative;pointer-events:auto;display:flex;align-items:center;gap:20px;width:fit-content;max-width:min(960px,100%);margin:0 auto;
padding:10px 8px 10px 22px;padding-inline:22px 8px;font:400 15px/1.4 var(--font);color:var(--ink);background:var(--bg);
border:1px solid var(--line);border-radius:calc(var(--radius) + 4px);
box-shadow:0 1px 2px rgb(16 24 40/.06),0 12px 40px -8px rgb(16 24 40/.28);animation:rise .32s cubic-bezier(.2,.8,.2,1)}
:host([data-edge=top]) .bar{animation-name:drop}
@keyframes rise{from{opacity:0;transform:translateY(20px)}}
@keyframes drop{from{opacity:0;transform:translateY(-20px)}}
.text{display:flex;flex-direction:column;min-width:0;flex:0 1 auto;text-wrap:pretty;overflow-wrap:anywhere}
.wide .text{flex:1 1 320px;min-width:min(320px,60vw)}
.title{font-weight:650;letter-spacing:-.005em}
.line{color:var(--soft)}
.text>.line:first-child{color:var(--ink);font-weight:550}
.text .progress{margin-top:7px}
.product{display:flex;align-items:center;gap:12px;min-width:0;padding:6px 14px 6px 6px;padding-inline:6px 14px;background:var(--tint);border-radius:var(--radius);transition:box-shadow .15s}
a.product:hover{box-shadow:inset 0 0 0 1px var(--line)}
.product .picture{flex:none;width:52px;height:52px;border-radius:calc(var(--radius) - 4px)}
.facts{min-width:0;font-size:14px;line-height:1.35}
.facts .name{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:1;overflow:hidden;max-width:240px;margin:0;min-height:0}
.action{flex:none;white-space:nowrap;border-radius:999px}
.close{margin-inline-start:-8px}
.coupon{flex:none;max-width:100%}.coupon .hint{display:none}
.ticket{min-height:44px}.code{font-size:15px}.copy{min-width:88px}
.countdown{flex:none;flex-direction:row;align-items:center}.countdown .hint:has(+.clock){display:none}
.clock{gap:6px}.clock>span{min-width:44px;padding:5px 4px 3px}.clock b{font-size:17px}
@media (max-width:719px){
:host{--gap:10px}
.bar{display:grid;grid-template-columns:1fr auto;gap:10px 4px;width:100%;max-width:520px;padding:8px 6px 14px 16px;padding-inline:16px 6px}
.bar:has(>:nth-child(2):last-child){padding-block-end:10px}
.text{grid-column:1;grid-row:1;padding:8px 0 2px}
.wide .text{min-width:0}
.close{grid-column:2;grid-row:1;margin:0;align-self:start}
.product,.action,.coupon,.countdown{grid-column:1/-1;margin-inline-end:10px}
.facts .name{max-width:none;-webkit-line-clamp:2}
.action{white-space:normal}}
@media (forced-colors:active){.bar{border:1px solid}}
`;
