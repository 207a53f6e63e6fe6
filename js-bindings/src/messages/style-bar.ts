import { baseStyle } from "./style-base.js";

/**
 * A card that floats at the edge: one line on wide screens, two on phones. `--waymark-inset-bottom` and `-top` are how
 * much of the edge the site keeps for itself, measured from the window's, safe area included.
 */
export const barStyle = `${baseStyle}
:host{display:block!important;position:fixed!important;inset:auto 0 var(--waymark-inset-bottom,0px) 0!important;width:auto!important;height:auto!important;
z-index:2147483000!important;overflow:visible!important;pointer-events:none!important;background:none!important;
--gap:16px;padding:0 max(var(--gap),env(safe-area-inset-right)) max(var(--gap),env(safe-area-inset-bottom) - var(--waymark-inset-bottom,0px)) max(var(--gap),env(safe-area-inset-left))!important}
:host([data-position=top]){inset:var(--waymark-inset-top,0px) 0 auto 0!important;
padding:max(var(--gap),env(safe-area-inset-top) - var(--waymark-inset-top,0px)) max(var(--gap),env(safe-area-inset-right)) 0 max(var(--gap),env(safe-area-inset-left))!important}
.bar{position:relative;pointer-events:auto;display:flex;align-items:center;gap:20px;width:fit-content;max-width:min(960px,100%);margin:0 auto;
padding:10px 8px 10px 22px;font:400 15px/1.4 var(--font);color:var(--ink);background:var(--bg);
border:1px solid var(--line);border-radius:calc(var(--radius) + 4px);
box-shadow:0 1px 2px rgb(16 24 40/.06),0 12px 40px -8px rgb(16 24 40/.28);animation:rise .32s cubic-bezier(.2,.8,.2,1)}
:host([data-position=top]) .bar{animation-name:drop}
@keyframes rise{from{opacity:0;transform:translateY(20px)}}
@keyframes drop{from{opacity:0;transform:translateY(-20px)}}
.text{display:flex;flex-direction:column;min-width:0;flex:0 1 auto;text-wrap:pretty}
.title{font-weight:650;letter-spacing:-.005em}
.line{color:var(--soft)}
.text>.line:first-child{color:var(--ink);font-weight:550}
.product{display:flex;align-items:center;gap:12px;min-width:0;padding:6px 14px 6px 6px;background:var(--tint);border-radius:var(--radius);transition:box-shadow .15s}
a.product:hover{box-shadow:inset 0 0 0 1px var(--line)}
.product .picture{flex:none;width:52px;height:52px;border-radius:calc(var(--radius) - 4px)}
.facts{min-width:0;font-size:14px;line-height:1.35}
.facts .name{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:1;overflow:hidden;max-width:240px}
.action{flex:none;display:inline-flex;align-items:center;justify-content:center;min-height:44px;padding:0 20px;font-weight:600;white-space:nowrap;
color:var(--on);background:var(--accent);border-radius:999px;transition:filter .15s}
.action:hover{filter:brightness(1.08)}
.close{flex:none;display:grid;place-items:center;width:44px;height:44px;margin-left:-8px;color:var(--soft);border-radius:999px;transition:background .15s,color .15s}
.close:hover{color:var(--ink);background:var(--tint)}
@media (max-width:719px){
:host{--gap:10px}
.bar{display:grid;grid-template-columns:1fr auto;gap:10px 4px;width:100%;max-width:520px;padding:8px 6px 14px 16px}
.text{grid-column:1;grid-row:1;padding:8px 0 2px}
.close{grid-column:2;grid-row:1;margin:0;align-self:start}
.product{grid-column:1/-1;margin-right:8px}
.facts .name{max-width:none;-webkit-line-clamp:2}
.action{grid-column:1/-1;margin-right:8px;white-space:normal;text-align:center}}
@media (prefers-reduced-motion:reduce){.bar{animation:none}.bar *{transition:none}}
@media (forced-colors:active){.bar,.action{border:1px solid}}
`;
