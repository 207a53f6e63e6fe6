export const inspectorStyle = `
:host{all:initial!important;position:fixed!important;inset:0 0 0 auto!important;z-index:2147483646!important;display:block!important;width:min(460px,100vw)!important;color-scheme:light dark!important}
*{box-sizing:border-box}
aside{display:flex;flex-direction:column;height:100%;font:13.5px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;color:light-dark(#1b1f24,#e8ebf0);background:light-dark(#fff,#171a20);border-inline-start:1px solid light-dark(#dfe3e8,#2e343e);box-shadow:-12px 0 40px rgb(16 24 40/.18)}
header{display:flex;align-items:center;gap:10px;padding:12px 12px 8px 16px}
h2{margin:0;font-size:15px;font-weight:700;flex:1}
h3{margin:18px 0 6px;font-size:12px;font-weight:650;letter-spacing:.04em;text-transform:uppercase;color:light-dark(#5b6472,#a0a9b6)}
h3:first-child{margin-top:0}
h4{margin:12px 0 4px;font-size:13px;font-weight:650}
button,input,select{font:inherit;color:inherit}
select,input{min-height:36px;padding:6px 10px;border:1px solid light-dark(#868e9b,#79828f);border-radius:8px;background:light-dark(#fff,#222730)}
.choice{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:4px 12px;margin:6px 0}.choice>*{flex:1 1 180px;min-width:0}.choice>span{color:light-dark(#5b6472,#a0a9b6)}
.trying{display:flex;align-items:center;gap:10px;margin:0;padding:6px 16px;color:light-dark(#6b3a00,#ffd9a8);background:light-dark(#fdeed8,#3a2a13)}.trying:empty{display:none}.trying span{flex:1}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.way{margin:10px 0;padding:0;list-style:none}.way li{display:flex;gap:8px;align-items:baseline;padding:2px 0}.way li>span:first-child{width:1em;text-align:center}
.way small{margin-inline-start:auto;text-align:end;color:light-dark(#5b6472,#a0a9b6);font-size:12px;max-width:60%}
.way .yes>span:first-child{color:light-dark(#0b6b41,#7fe0b2)}.way .no{font-weight:650;color:light-dark(#a3152f,#ff9aaa)}.way .waits{font-weight:650}.way .open{color:light-dark(#5b6472,#a0a9b6)}
.rule>details,.rule details details{border:0}.rule summary{align-items:center}.rule .what b{display:block;line-height:1.3}.rule .what small{color:light-dark(#5b6472,#a0a9b6);font-size:12px}
.rule summary::after{content:"";flex:none;width:7px;height:7px;border:solid light-dark(#868e9b,#79828f);border-width:0 2px 2px 0;transform:rotate(45deg) translate(-2px,-2px)}.rule details[open]>summary::after{transform:rotate(-135deg)}
.rule .tools{margin-top:12px}.id{font:12px ui-monospace,Consolas,monospace}
button{min-height:32px;padding:4px 12px;border:1px solid light-dark(#cfd5dd,#3a424e);border-radius:8px;background:light-dark(#fff,#222730);cursor:pointer}
input[type=search]{width:100%}
button:hover{background:light-dark(#f2f4f7,#2b313b)}
button.icon{width:36px;height:36px;padding:0;border-color:transparent;font-size:18px}
:focus-visible{outline:2px solid light-dark(#1f5eff,#8fb0ff);outline-offset:1px}
.tabs{display:flex;gap:2px;padding:0 12px;border-bottom:1px solid light-dark(#e3e6eb,#2e343e);flex-wrap:wrap}
.tabs button{flex:none;min-height:38px;border:0;border-bottom:2px solid transparent;border-radius:0;background:none;color:light-dark(#5b6472,#a0a9b6);padding:4px 10px}
.tabs [aria-selected=true]{color:inherit;font-weight:650;border-color:light-dark(#1f5eff,#8fb0ff)}
.view{flex:1;overflow:auto;padding:16px;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:minmax(110px,auto) 1fr;gap:5px 14px;margin:0}
dt{color:light-dark(#5b6472,#a0a9b6)}dd{margin:0;font-variant-numeric:tabular-nums}
.tiles{display:grid;grid-template-columns:repeat(3,1fr);gap:8px}
.tile{padding:10px 12px;border-radius:10px;background:light-dark(#f4f6f8,#20252d)}
.tile b{display:block;font-size:19px;line-height:1.25;font-weight:700}.tile span{font-size:12px;color:light-dark(#5b6472,#a0a9b6)}
ul{margin:0;padding:0;list-style:none;display:flex;flex-direction:column;gap:8px}
.rule{padding:11px 12px;border:1px solid light-dark(#e3e6eb,#2e343e);border-radius:10px}
.rule div{display:flex;gap:8px;align-items:center}.rule b{flex:1}
.rule p{margin:3px 0 0;color:light-dark(#5b6472,#a0a9b6)}
.pill{padding:1px 9px;font-size:12px;font-weight:600;border-radius:99px;background:light-dark(#eceff3,#2a303a)}
.pill.yes{color:light-dark(#0b6b41,#7fe0b2);background:light-dark(#dcf5e8,#143526)}
.pill.no{color:light-dark(#8a4b00,#ffc98a);background:light-dark(#fdeed8,#3a2a13)}
.pill.bad{color:light-dark(#a3152f,#ff9aaa);background:light-dark(#fde3e7,#3d1a21)}
details{border-bottom:1px solid light-dark(#eceff3,#242a33)}
summary{display:flex;gap:10px;align-items:baseline;min-height:30px;padding:5px 0;cursor:pointer;list-style:none}
summary time{flex:none;font-size:12px;color:light-dark(#5b6472,#a0a9b6);font-variant-numeric:tabular-nums}
summary .what{flex:1;min-width:0}
pre{margin:0 0 8px;padding:10px;max-height:260px;overflow:auto;font:12px/1.5 ui-monospace,Consolas,monospace;white-space:pre-wrap;background:light-dark(#f4f6f8,#20252d);border-radius:8px}
.tools{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.note{margin-bottom:10px!important;color:light-dark(#5b6472,#a0a9b6);margin:6px 0 0}
.empty{padding:24px 0;text-align:center;color:light-dark(#5b6472,#a0a9b6)}
@media (max-width:600px){:host{inset:auto 0 0!important;width:100vw!important;height:62dvh!important}aside{border:0;border-top:1px solid light-dark(#dfe3e8,#2e343e);border-radius:14px 14px 0 0;box-shadow:0 -12px 40px rgb(16 24 40/.18);overflow:hidden}button{min-height:40px}}
@media (forced-colors:active){.pill{border:1px solid}.tabs [aria-selected=true]{border-color:Highlight}}
`;
