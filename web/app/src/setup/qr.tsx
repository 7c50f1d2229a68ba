// SPDX-License-Identifier: Apache-2.0
import qrcode from 'qrcode-generator';

const margin = 4; // ISO/IEC 18004: four modules of quiet zone

export function Qr({ text, label }: { text: string; label: string }) {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (code.isDark(row, column)) path += `M${column + margin} ${row + margin}h1v1h-1z`;
    }
  }
  const whole = size + 2 * margin;
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${whole} ${whole}`} shape-rendering="crispEdges">
      <path d={path} fill="#000" />
    </svg>
  );
}
