// SPDX-License-Identifier: Apache-2.0
// A survey with the mistakes that authors make most, to see what one is told. Markdown tables: a workbook without Excel.
export const faultySample = {
  name: 'faulty-sample.md',
  text: `
## survey
| type | name | label::English (en) | label::Español (es) | required | relevant | constraint |
| --- | --- | --- | --- | --- | --- | --- |
| select_one yes_no | consent | This is a short survey about your pay. Send STOP to leave at any time. Go on? | Esta es una encuesta corta sobre su paga. Envíe STOP para salir. ¿Seguimos? | yes | | |
| integer | age | How old are you? | ¿Qué edad tiene? | | | . > 0 AND . < 99 |
| select_one yes_no | paid | Were you paid all that you were owed last month? | | | \${agge} >= 15 | |
| select_one pay | how | How are you paid? | ¿Cómo le pagan? | | \${paid} = ‘yes’ | |
| text | your_name | What is your name and telephone number? | ¿Cuál es su nombre y su teléfono? | yes | | |
| geopoint | where | Where do you work? | ¿Dónde trabaja? | | | |
## choices
| list_name | name | label::English (en) | label::Español (es) | | | |
| --- | --- | --- | --- | --- | --- | --- |
| yes_no | yes | Yes | Sí | | | |
| yes_no | no | No | No | | | |
| pays | cash | Cash | En efectivo | | | |
| pays | cash | Bank transfer | Transferencia | | | |
## settings
| form_id | form_title | default_language | | | | |
| --- | --- | --- | --- | --- | --- | --- |
| pay-sample | Your pay | English (en) | | | | |
`,
};
