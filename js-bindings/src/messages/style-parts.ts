/** Buttons, codes, clocks and progress: what stands in bars and panels alike. */
export const partsStyle = `
.title,.text,.text p,.eyebrow,.points,h2,h3,.rich p{margin:0}
.action,.secondary{display:inline-flex;align-items:center;justify-content:center;min-height:44px;padding:8px 20px;font-weight:600;text-align:center;border-radius:calc(var(--radius)*.72);overflow-wrap:anywhere;transition:filter .15s,background .15s}
.action{color:var(--on);background:var(--accent)}
.action:hover:enabled,a.action:hover{filter:brightness(1.08)}
.action:disabled{opacity:.45}
.secondary{color:var(--soft);font-weight:550}
.secondary:hover{color:var(--ink);background:var(--tint)}
.close{flex:none;display:grid;place-items:center;width:44px;height:44px;color:var(--soft);border-radius:999px;transition:background .15s,color .15s}
.close:hover{color:var(--ink);background:var(--tint)}
.hint{font-size:13px;line-height:1.4;color:var(--soft)}
.coupon{display:flex;flex-direction:column;gap:6px;align-items:stretch;min-width:0}
.ticket{display:flex;align-items:stretch;min-height:48px;border:1.5px dashed color-mix(in srgb,var(--accent) 55%,var(--line));border-radius:calc(var(--radius)*.72);background:color-mix(in srgb,var(--accent) 7%,var(--bg));overflow:hidden}
.code{flex:1;min-width:0;display:grid;place-items:center;padding:8px 14px;font:650 17px/1.2 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;letter-spacing:.06em;overflow-wrap:anywhere;user-select:all;-webkit-user-select:all;color:var(--ink)}
.code:focus-visible{outline-offset:-3px}
.copy{flex:none;display:inline-flex;align-items:center;justify-content:center;gap:6px;min-width:96px;padding:0 16px;font-size:14px;font-weight:650;color:var(--ink);border-inline-start:1.5px dashed color-mix(in srgb,var(--accent) 55%,var(--line))}
.copy:hover{background:color-mix(in srgb,var(--accent) 12%,var(--bg))}
.copy .icon{width:16px;height:16px;stroke-width:2.6}
.countdown{display:flex;flex-direction:column;gap:6px}
.clock{display:flex;gap:8px}
.clock>span{display:flex;flex-direction:column;align-items:center;min-width:52px;padding:8px 6px 6px;background:var(--tint);border-radius:calc(var(--radius)*.6)}
.clock b{font-size:20px;line-height:1.1;font-weight:700;font-variant-numeric:tabular-nums}
.clock small{font-size:11px;line-height:1.5;color:var(--soft)}
.progress{display:block;height:8px;overflow:hidden;background:color-mix(in srgb,var(--ink) 14%,var(--bg));border-radius:99px}
.progress i{display:block;height:100%;background:var(--accent);border-radius:99px;animation:grow .8s cubic-bezier(.2,.8,.2,1)}
.progress.full i{background:var(--good)}
@keyframes grow{from{inline-size:var(--from,0)}}
@media (forced-colors:active){.action,.progress,.clock>span,.ticket,.close{border:1px solid ButtonText}.progress i{background:Highlight;forced-color-adjust:none}}
`;
