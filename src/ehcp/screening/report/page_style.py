"""The style of a report's page: ink on linen, one column on a phone, the points beside the words from 900 pixels on."""

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { scroll-padding-top: 12px; }
body { margin: 0; background: #fffdf9; color: #1f1c19; font: 16px/1.5 Arial, Helvetica, "Liberation Sans", sans-serif;
  overflow-wrap: anywhere; }
header { background: #12303f; color: #fff; border-bottom: 3px solid #b57c00; padding: 14px 20px; }
header p { margin: 0; color: #cfdce3; font-size: 14px; }
header h1 { margin: 2px 0 0; font-size: 26px; line-height: 1.2; }
main, footer { max-width: 1280px; margin: 0 auto; padding: 0 20px; }
footer { color: #57514a; font-size: 13px; padding-bottom: 28px; }
h2 { font-size: 22px; margin: 34px 0 8px; border-top: 3px solid #b57c00; padding-top: 12px; }
h3 { font-size: 18px; margin: 26px 0 6px; border-bottom: 2px solid #1f1c19; padding-bottom: 4px; }
h4 { font-size: 16px; margin: 16px 0 4px; }
p { margin: 6px 0; }
a { color: #1b4965; }
a:focus-visible, .gt-scroll:focus-visible { outline: 3px solid #1f1c19; outline-offset: 1px; background: #ffdd00; color: #1f1c19; }
.gt-warning { border-left: 3px solid #b57c00; padding-left: 10px; }
.gt-small { font-size: 13px; color: #57514a; }
.gt-number { color: #57514a; }
.gt-scroll { overflow-x: auto; }
.gt-said table { border-collapse: collapse; width: 100%; margin: 8px 0; font-size: 15px; }
.gt-said td, .gt-said th { border: 1px solid #857b6c; padding: 5px 8px; text-align: left; vertical-align: top; min-width: 84px; }
.gt-said th { background: #f7f4ed; }
mark { background: #fbeae7; color: inherit; text-decoration: underline dashed #9a2a24 2px; text-underline-offset: 3px; }
.gt-ref { display: inline-block; min-width: 24px; padding: 1px 6px; margin: 0 3px; border-radius: 12px; background: #9a2a24;
  color: #fff; font-size: 13px; line-height: 22px; font-weight: bold; text-align: center; text-decoration: none; }
.gt-notes { list-style: none; margin: 8px 0; padding: 0; }
.gt-note { border-left: 3px solid #9a2a24; background: #f7f4ed; padding: 8px 12px; margin: 0 0 10px; font-size: 15px; }
.gt-note .gt-ref { float: left; margin: 0 8px 0 0; }
.gt-note .gt-message { margin-top: 0; font-weight: bold; }
.gt-note:target, .gt-ref:target { outline: 3px solid #1f1c19; background: #ffdd00; color: #1f1c19; }
.gt-place:target { outline: 3px solid #1f1c19; padding: 0 4px; background: #ffdd00; }
.gt-legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 22px; padding: 0; margin: 8px 0 14px; font-size: 14px;
  color: #57514a; }
.gt-legend li::before { content: ""; display: inline-block; width: 30px; margin-right: 8px; vertical-align: middle; }
.gt-legend .gt-key-tie::before { border-top: 3px solid #b57c00; }
.gt-legend .gt-key-possible::before { border-top: 2px dashed #b57c00; }
.gt-legend .gt-key-hole::before { width: 18px; height: 12px; border: 2px dashed #9a2a24; background: #fbeae7; }
@media (max-width: 700px) {
  main, footer { padding: 0 14px; }
  .gt-legend .gt-key-tie, .gt-legend .gt-key-possible { display: none; }
}
@media screen and (max-width: 700px) { .gt-drawn { display: none; } }
@media (min-width: 900px) {
  .gt-part { display: grid; grid-template-columns: minmax(0, 1fr) 400px; gap: 0 32px; }
  .gt-beside { grid-column: 2; }
}
@media print {
  body { font-size: 11pt; background: #fff; }
  header { background: none; color: #000; padding: 0; }
  header p { color: #000; }
  .gt-note, tr { break-inside: avoid; }
  .gt-ref { background: none; color: #000; border: 1px solid #000; }
  .gt-part { display: block; }
}
"""
