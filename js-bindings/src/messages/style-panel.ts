/** Dialogs, slide-ins, toasts, full screens, and what stands in a slot. Sizes follow the box, not the window. */
export const panelStyle = `
.panel{position:relative;display:flex;flex-direction:column;font:400 15px/1.5 var(--font);color:var(--ink);background:var(--bg);text-align:start;overflow:hidden;overflow-wrap:anywhere}
.body{display:flex;flex-direction:column;gap:16px;min-width:0;padding:28px}
.title{font-size:22px;line-height:1.25;font-weight:700;letter-spacing:-.012em;text-wrap:balance}
.panel:not(.inline):not(.top) .body>:is(.title,.eyebrow,.rich):first-child{padding-inline-end:24px}
.eyebrow{font-size:12.5px;line-height:1.4;font-weight:650;letter-spacing:.05em;text-transform:uppercase;color:var(--accent)}
.eyebrow+.title{margin-top:-10px}
.text{color:var(--soft);text-wrap:pretty}.title+.text{margin-top:-8px}
.text p+p{margin-top:8px}
.media{flex:none;background:var(--tint);overflow:hidden}
.media img{display:block;width:100%;height:100%;object-fit:cover}
.actions{display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin-top:4px}
.panel>.close{position:absolute;inset-block-start:8px;inset-inline-end:8px;z-index:2}
.panel.top>.close,.panel.behind>.close{color:#1b1f24;background:rgb(255 255 255/.86);box-shadow:0 1px 3px rgb(16 24 40/.2)}
.panel.top>.close:hover,.panel.behind>.close:hover{background:#fff}
.points{font-size:15px;color:var(--soft)}.points b{font-size:34px;line-height:1.1;font-weight:750;letter-spacing:-.02em;color:var(--ink);font-variant-numeric:tabular-nums}
.tiers{display:flex;gap:6px;margin:0;padding:0;list-style:none;font-size:13px;line-height:1.4;color:var(--soft)}
.tiers li{display:block;flex:1;min-width:0;overflow-wrap:anywhere}.tiers .progress{height:6px;margin-bottom:7px}
.tiers [aria-current]{font-weight:650;color:var(--ink)}
.rich{display:flex;flex-direction:column;gap:12px}
.rich h2{font-size:22px;line-height:1.25}.rich h3{font-size:17px;line-height:1.3}
.rich ul,.rich ol{margin:0;padding-inline-start:22px}.rich hr{width:100%;margin:0;border:0;border-top:1px solid var(--line)}
.rich img{display:block;max-width:100%;height:auto;border-radius:calc(var(--radius)*.6)}
.rich .columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(120px,1fr));gap:12px}
.link{color:var(--accent);text-decoration:underline;text-underline-offset:2px}
.inner{position:relative;min-width:0;container-type:inline-size;display:flex;flex-direction:column;gap:10px}.inner .arrows{align-self:end}
.ending{display:flex;flex-direction:column;align-items:center;gap:14px;padding-block:12px;text-align:center}
.ending .coupon,.ending .action{align-self:stretch}.ending .text{color:var(--soft)}
.tick{display:grid;place-items:center;width:56px;height:56px;color:var(--good);background:color-mix(in srgb,var(--good) 14%,var(--bg));border-radius:50%;animation:pop .4s cubic-bezier(.2,1.4,.4,1)}
.tick .icon{width:28px;height:28px;stroke-width:2.5}
@keyframes pop{from{transform:scale(.4);opacity:0}}
dialog{position:fixed;inset:0;width:100%;height:100%;max-width:none;max-height:none;margin:0;padding:24px 16px;border:0;background:none;color:inherit;overflow:auto;overscroll-behavior:contain;display:grid;grid-template-columns:minmax(0,1fr);place-items:start center}
dialog>*{margin-block:auto}
dialog:not([open]){display:none}
dialog::backdrop{background:rgb(15 18 25/.56);animation:fade .2s}
@keyframes fade{from{opacity:0}}
.modal{width:min(440px,100%);border-radius:calc(var(--radius) + 6px);box-shadow:0 24px 64px -12px rgb(0 0 0/.4);animation:up .28s cubic-bezier(.2,.8,.2,1)}
@keyframes up{from{opacity:0;transform:translateY(16px) scale(.98)}}
.modal>.media{aspect-ratio:16/9}
.modal .actions{flex-direction:column;align-items:stretch}.modal .action{min-height:48px}
.modal .clock>span{flex:1}
.modal:has(.row,.grid){width:min(640px,100%)}
@media (min-width:720px){.modal.side{width:min(780px,100%);display:grid;grid-template-columns:5fr 6fr;min-height:400px}
.modal.side>.media{aspect-ratio:auto;position:relative}.modal.side>.media img{position:absolute;inset:0}
.modal.side>.body{justify-content:center;padding:40px 36px}}
.fullScreen{width:100vw;min-height:100dvh;animation:fade .25s;align-items:stretch}
dialog:has(.fullScreen){padding:0}
.fullScreen .body{width:min(520px,100%);margin:auto;padding:56px 28px 40px;gap:20px}
.fullScreen .title{font-size:clamp(26px,4vw,40px);line-height:1.14;letter-spacing:-.022em}.fullScreen .text{font-size:17px}
.fullScreen>.media{height:38dvh}.fullScreen .action{min-height:52px;padding-inline:28px}
.fullScreen .row{max-width:100%}
@media (min-width:900px){.fullScreen.side{display:grid;grid-template-columns:1fr 1fr}.fullScreen.side>.media{height:100dvh}}
@media (max-width:719px){.modal.side>.close,.fullScreen.side>.close{color:#1b1f24;background:rgb(255 255 255/.86)}}
@media (max-width:480px){.body{padding:24px 20px}.modal:has(.row,.grid){width:100%}dialog:has(.modal){padding:16px 12px}.modal{margin-bottom:0}.fullScreen .actions{flex-direction:column;align-items:stretch}}
:host([data-display=slideIn]),:host([data-display=toast]){display:block!important;box-sizing:border-box!important;position:fixed!important;z-index:2147483000!important;overflow:visible!important;background:none!important;pointer-events:none!important;
width:min(412px,100vw)!important;height:auto!important;inset:auto!important;inset-block-end:calc(var(--waymark-inset-bottom,0px) + var(--stack,0px))!important;inset-inline-end:0!important;padding:16px!important}
:host([data-edge=top][data-display=slideIn]),:host([data-edge=top][data-display=toast]){inset-block:calc(var(--waymark-inset-top,0px) + var(--stack,0px)) auto!important}
:host([data-position$=Start]){inset-inline:0 auto!important}
.slideIn,.toast{pointer-events:auto;max-height:max(160px,calc(100dvh - 32px - var(--stack,0px) - var(--waymark-inset-top,0px) - var(--waymark-inset-bottom,0px)));overflow:auto;overscroll-behavior:contain;border:1px solid var(--line);border-radius:calc(var(--radius) + 4px);box-shadow:0 1px 2px rgb(16 24 40/.06),0 16px 48px -10px rgb(16 24 40/.34);animation:in .34s cubic-bezier(.2,.8,.2,1)}
@keyframes in{from{opacity:0;transform:translateY(24px)}}
.slideIn>.media{aspect-ratio:2}
.slideIn .body{padding:20px;gap:14px}.slideIn .title{font-size:18px;line-height:1.3}.slideIn .clock>span{flex:1}
.slideIn .actions .action{flex:1}.slideIn .ending{padding-block:4px}
.toast{flex-direction:row;align-items:center;min-height:68px}
.toast>.media{width:72px;align-self:stretch;min-height:72px;max-height:104px;background:none;padding:8px 0 8px 8px;padding-inline:8px 0}.toast>.media img{border-radius:calc(var(--radius)*.7)}
.toast .body{flex:1;padding:12px 44px 12px 16px;padding-inline:16px 44px;gap:2px}.toast .body>:first-child{padding:0}
.toast .title{font-size:15px;line-height:1.4;letter-spacing:0;font-weight:650}.toast .title+.text{margin:0}.toast .text{font-size:14px;line-height:1.4}
.toast .eyebrow{text-transform:none;letter-spacing:0;font-weight:400;font-size:13px;color:var(--soft)}.toast .eyebrow+.title{margin:0}
.toast .actions{margin:2px 0 0;gap:0 14px}.toast .action,.toast .secondary{min-height:32px;padding:0;color:var(--accent);background:none;font-size:14px}.toast .secondary{color:var(--soft)}
.toast>.close,.panel.toast.top>.close{inset-block-start:50%;margin-top:-22px;inset-inline-end:2px;background:none;box-shadow:none;color:var(--soft)}
.toast .close .icon{width:18px;height:18px}
.cover{position:absolute;inset:0;z-index:1;border-radius:inherit}
@media (max-width:480px){:host([data-display=slideIn]),:host([data-display=toast]){width:100vw!important;padding:10px!important}}
:host([data-display=inline]){display:block!important;container-type:inline-size!important;max-block-size:var(--room)}
:host([data-fill]){block-size:100%!important}
.inline{border-radius:var(--radius);border:1px solid var(--line);max-block-size:var(--room);overflow:auto}
:host([data-fill]) .inline{block-size:100%;border:0}
.inline .body{padding:24px}
.inline.side{flex-direction:row;align-items:stretch}.inline.side>.media{order:2;width:42%;position:relative}.inline.side>.media img{position:absolute;inset:0}.inline.side>.body{flex:1;justify-content:safe center}
.inline.behind{justify-content:safe center;background:#222;color:#fff}
.inline.behind>.media{position:absolute;inset:0}.inline.behind>.media::after{content:"";position:absolute;inset:0;background:linear-gradient(90deg,rgb(10 14 20/.84),rgb(10 14 20/.62) 58%,rgb(10 14 20/.1))}
.inline.behind>.media:dir(rtl)::after{transform:scaleX(-1)}
.inline.behind>.body{position:relative;max-width:620px;padding:28px 40px}.inline.behind .title,.inline.behind .text{color:#fff}.inline.behind .eyebrow{color:#fff;opacity:.9}.inline.behind .secondary{color:#fff}.inline.behind .secondary:hover{background:rgb(255 255 255/.16)}
.hero .title{font-size:clamp(24px,4.6cqi,44px);line-height:1.12;letter-spacing:-.022em}.hero .text{font-size:clamp(15px,1.8cqi,18px)}
@container (max-width:520px){.inline.side{flex-direction:column}.inline.side>.media{order:0;width:auto;height:34%;min-height:110px;flex:none}.inline .body,.inline.behind>.body{padding:18px 20px}.inline .title{font-size:20px}
.hero.side>.media{flex:1 0 34%}.hero.side>.body{flex:none}.hero .title{font-size:26px}
.inline.behind>.media::after{background:linear-gradient(0deg,rgb(10 14 20/.84),rgb(10 14 20/.66))}}
@media (forced-colors:active){.panel{border:1px solid}.field{border:1px solid}.inline.behind>.media{display:none}}
`;
