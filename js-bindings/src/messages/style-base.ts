/**
 * Theme and reset of every message. Outside styles cannot reach in but by the `--waymark-*` variables, which the
 * site sets on `:root`. Light or dark follows the page's own `color-scheme`.
 */
export const baseStyle = `
:host{all:initial!important;color-scheme:inherit!important;
--bg:var(--waymark-background,#fff);--ink:var(--waymark-text,#1b1f24);--soft:var(--waymark-text-soft,#5b6472);
--line:var(--waymark-border,#e3e6eb);--edge:var(--waymark-field-border,#868e9b);--tint:var(--waymark-tint,#f4f5f7);--accent:var(--waymark-accent,#1f5eff);
--on:var(--waymark-accent-text,#fff);--sale:var(--waymark-sale,#d3263f);--bad:#c4203a;--good:#0d7a4b;--radius:var(--waymark-radius,14px);
--font:var(--waymark-font,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif)}
@supports (color:light-dark(#000,#fff)){:host{
--bg:var(--waymark-background,light-dark(#fff,#1c1f26));--ink:var(--waymark-text,light-dark(#1b1f24,#f1f3f6));
--soft:var(--waymark-text-soft,light-dark(#5b6472,#a9b2bf));--line:var(--waymark-border,light-dark(#e3e6eb,#343a45));
--edge:var(--waymark-field-border,light-dark(#868e9b,#79828f));
--tint:var(--waymark-tint,light-dark(#f4f5f7,#272b34));--sale:var(--waymark-sale,light-dark(#d3263f,#ff8093));
--bad:light-dark(#c4203a,#ff93a3);--good:light-dark(#0d7a4b,#5fd6a0);
--accent:var(--waymark-accent,light-dark(#1f5eff,#8fb0ff));--on:var(--waymark-accent-text,light-dark(#fff,#10141c))}}
*,*::before,*::after{box-sizing:border-box}
a{color:inherit;text-decoration:none}
button{font:inherit;color:inherit;background:none;border:0;padding:0;margin:0;cursor:pointer}
button:disabled{cursor:default}
[hidden]{display:none!important}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
[tabindex="-1"]:focus{outline:none}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.icon{display:block;width:20px;height:20px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.icon.filled{fill:currentColor;stroke:none}
.picture{display:block;overflow:hidden;background:var(--tint)}
.picture img{display:block;width:100%;height:100%;object-fit:cover}
.initial{display:grid;place-items:center;width:100%;height:100%;font-weight:600;color:var(--soft)}
.prices{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 6px}
.price{font-weight:650;color:var(--ink)}
.reduced .price{color:var(--sale)}
s{color:var(--soft);font-weight:400;font-size:.86em}
@media (prefers-reduced-motion:reduce){*,*::before,*::after{animation:none!important;transition:none!important}}
`;
