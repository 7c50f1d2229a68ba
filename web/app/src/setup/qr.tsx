// SPDX-License-Identifier: Apache-2.0
import { correction, generate } from 'lean-qr/nano';

const margin = 4; // ISO/IEC 18004: four modules of quiet zone

export function Qr({ text, label }: { text: string; label: string }) {
  const code = generate(text, { minCorrectionLevel: correction.M });
  let path = '';
  for (let row = 0; row < code.size; row += 1) {
    for (let column = 0; column < code.size; column += 1) {
      if (code.get(column, row)) path += `M${column + margin} ${row + margin}h1v1h-1z`;
    }
  }
  const whole = code.size + 2 * margin;
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${whole} ${whole}`} shape-rendering="crispEdges">
      <path d={path} fill="#000" />
    </svg>
  );
}
