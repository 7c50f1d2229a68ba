// SPDX-License-Identifier: Apache-2.0
// Words and phrases that guessers try first; `passwordProblem` compares in lower case, without blanks, without the digits and
// signs around them, and also when they are said over and over. Passwords shorter than twelve are refused by length anyway.

export const common = new Set(
  `password passwords passwort contrasena contraseña motdepasse motdepase mypassword thepassword newpassword changeme
  changemenow letmein letmeinnow welcome welcomeback administrator administrador administrateur admin superadmin root
  iloveyou iloveyouso iloveyousomuch iloveyouforever teamo teamomucho jetaime princess princesa sunshine football baseball
  basketball superman batman spiderman starwars pokemon dragon monkey shadow master jordan michael jennifer jessica charlie
  computer computadora ordinateur internet google facebook whatsapp telegram microsoft windows samsung iphone android
  qwerty qwertyuiop qwertyqwerty azerty azertyuiop asdfghjkl zxcvbnm asdf zxcv qazwsx qazwsxedc qweasdzxc qwertyuiopasdfghjkl
  trustno whatever blessed jesus jesuschrist jesusislord jesusloves godisgood godbless allah mohammed bismillah inshallah
  freedom liberty forever believe secret topsecret supersecret mysecret confidential correcthorsebatterystaple
  correcthorse horsebattery thequickbrownfox thequickbrown opensesame abracadabra
  labour labor trabajo travail inspector inspectora inspecteur inspection inspectorate inspeccion inspección labourinspector
  laborinspector labourinspection inspeccionlaboral inspectiondutravail inspecteurdutravail inspectordetrabajo
  ministry ministerio ministere ministère ministryoflabour ministeriodetrabajo ministeredutravail government gobierno gouvernement
  decentwork decentworkbot dwbot trabajodecente travaildecent samoa samoaisland cookislands rarotonga apia talofa talofalava
  kiaorana bangladesh dhaka pacific pacificocean january february march april june july august september october november
  december monday tuesday wednesday thursday friday saturday sunday summer winter spring autumn
  default standard example testing tester testtest testpassword demo demodemo user username login loginlogin pass passpass
  passphrase office officer officeofficer supervisor manager security secure access accessgranted
  liverpool manchester manchesterunited arsenal chelsea barcelona fcbarcelona realmadrid juventus rugby allblacks manusamoa
  chocolate strawberry butterfly hello helloworld hellokitty lovely loveyou loveme babygirl sweetheart mylove family
  familia familyfirst mother father daughter happy happiness happybirthday newyear merrychristmas goodmorning`.split(/\s+/),
);
