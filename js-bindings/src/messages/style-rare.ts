/** Forms, surveys, wheels and scratch cards. */
export const rareStyle = `
.form{display:flex;flex-direction:column}
.form label{font-size:14px;line-height:1.4;font-weight:600}
.form label:not(:first-child){margin-top:14px}.optional{font-weight:400;color:var(--soft)}
.field{width:100%;min-height:48px;margin-top:6px;padding:10px 14px;font:400 16px/1.4 var(--font);color:var(--ink);background:var(--bg);border:1px solid var(--edge);border-radius:calc(var(--radius)*.6);appearance:none;transition:border-color .15s,box-shadow .15s}
select.field{padding-inline-end:36px;background:var(--bg) linear-gradient(45deg,transparent 50%,var(--soft) 50%) calc(100% - 20px) 21px/6px 6px no-repeat,linear-gradient(135deg,var(--soft) 50%,transparent 50%) calc(100% - 14px) 21px/6px 6px no-repeat,var(--bg)}
.field::placeholder{color:var(--soft);opacity:1}
.field:focus{outline:2px solid var(--accent);outline-offset:-1px;border-color:var(--accent)}
.field[aria-invalid=true]{border-color:var(--bad)}
textarea.field{resize:vertical}
.error{margin:5px 0 0;font-size:13.5px;line-height:1.4;color:var(--bad)}
.consent{display:flex;gap:10px;align-items:flex-start;margin-top:14px}.consent label,.form .consent label:not(:first-child){margin:0;font-weight:400;font-size:13.5px;line-height:1.45;color:var(--soft);padding-block:2px}
.check{flex:none;width:22px;height:22px;margin:0;accent-color:var(--accent)}
.form .action{margin-top:18px;min-height:48px}
.survey .body{gap:12px}
.steps{height:4px;margin:-4px 36px 0 0;margin-inline:0 36px;overflow:hidden;background:color-mix(in srgb,var(--ink) 12%,var(--bg));border-radius:9px}.steps i{display:block;height:100%;min-width:6%;background:var(--accent);border-radius:9px;transition:inline-size .3s}
.question{display:flex;flex-direction:column;gap:16px}
fieldset{min-width:0;margin:0;padding:0;border:0;display:flex;flex-direction:column;gap:12px}
legend{float:inline-start;width:100%;padding:0;padding-inline-end:30px;margin:0}
fieldset>*{clear:both}fieldset .text{margin-top:-6px}
.scale{display:flex;gap:4px}
.scale input{position:absolute;opacity:0;width:1px;height:1px;pointer-events:none}
.scale label{flex:1;min-width:0;min-height:44px;display:grid;place-items:center;font-size:15px;font-weight:550;font-variant-numeric:tabular-nums;border:1px solid var(--edge);border-radius:calc(var(--radius)*.5);cursor:pointer;transition:background .12s,border-color .12s}
.scale label:hover{background:var(--tint)}
.scale input:checked+label{color:var(--on);background:var(--accent);border-color:var(--accent)}
.scale input:focus-visible+label{outline:2px solid var(--accent);outline-offset:2px}
.scale.csat{justify-content:center;gap:2px}
.scale.csat label,.scale.csat input:checked+label{flex:none;width:52px;border-color:transparent;background:none;color:color-mix(in srgb,var(--ink) 32%,var(--bg))}
.scale.csat .icon{width:36px;height:36px}
.scale.csat .lit+label,.scale.csat input.lit:checked+label{color:#e39b00}
.ends{display:flex;justify-content:space-between;gap:16px;font-size:12.5px;line-height:1.35;color:var(--soft)}.ends span:last-child{text-align:end}
.options{display:flex;flex-direction:column;gap:8px}
.option{display:flex;align-items:center;gap:12px;min-height:44px;padding:9px 14px;line-height:1.35;border:1px solid var(--edge);border-radius:calc(var(--radius)*.6);cursor:pointer;transition:background .12s,border-color .12s}
.option:hover{background:var(--tint)}.option:has(:checked){border-color:var(--accent);background:color-mix(in srgb,var(--accent) 9%,var(--bg))}
.survey-actions .action{min-width:112px}
.slideIn .survey-actions .action{flex:1}
.modal:has(.game){width:min(820px,100%)}
.game{padding:0;gap:0}
.stage{display:grid;place-items:center;min-width:0;padding:28px 28px 0}
.wheel{display:block;width:min(300px,76vw);max-width:100%;height:auto;filter:drop-shadow(0 10px 24px rgb(16 24 40/.22))}
.disc{transform-origin:100px 100px;transition:transform 4.1s cubic-bezier(.12,.72,.1,1)}
.slice{fill:var(--accent);stroke:var(--bg);stroke-width:1}.slice.light{fill:color-mix(in srgb,var(--accent) 16%,var(--bg))}
.slice:nth-of-type(4n+1){fill:color-mix(in srgb,var(--accent) 84%,#000)}
.wheel .name{font:650 9px/1 var(--font);text-anchor:middle;fill:var(--on)}.wheel .name.light{fill:var(--ink)}
.rim{fill:none;stroke:var(--bg);stroke-width:5}.hub{fill:var(--bg)}.needle{fill:var(--ink);stroke:var(--bg);stroke-width:2;stroke-linejoin:round}
.turn{display:flex;flex-direction:column;gap:14px;padding:24px 28px 28px;min-width:0}
@media (min-width:720px){.game{flex-direction:row;align-items:center}.stage{flex:none;padding:36px 0 36px 36px;padding-inline:36px 0}.wheel{width:340px}.turn{flex:1;padding:36px}}
.card-field{position:relative;aspect-ratio:16/7;overflow:hidden;border-radius:calc(var(--radius)*.8)}
.prize{position:absolute;inset:0;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:4px;padding:12px;text-align:center;background:color-mix(in srgb,var(--accent) 10%,var(--bg));border:1.5px dashed color-mix(in srgb,var(--accent) 55%,var(--line));border-radius:inherit}
.prize b{font-size:22px;line-height:1.25}
.cover-field{position:absolute;inset:0;width:100%;height:100%;border-radius:inherit;touch-action:none;cursor:grab;transition:opacity .5s}.cover-field.gone{opacity:0;pointer-events:none}
@media (forced-colors:active){.scale input:checked+label{border:3px solid Highlight}.slice{fill:Canvas;stroke:CanvasText}.wheel .name{fill:CanvasText}}
`;
