"""The page's style sheet: light and dark as the reader's system has it, readable on paper too."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --text: #1f2328; --dim: #59636e; --back: #fff; --card: #f6f8fa;
  --line: #d1d9e0; --link: #0969da; --merged: #cf222e; --others: #bf8700; --clean: #afb8c1;
  --new: #dafbe1; --old: #ffebe9; --new-mark: #aceebb; --old-mark: #ffcecb; }
@media (prefers-color-scheme: dark) { :root { --text: #f0f6fc; --dim: #9198a1; --back: #0d1117;
  --card: #151b23; --line: #3d444d; --link: #4493f8; --merged: #f85149; --others: #d29922;
  --clean: #656c76; --new: #12261e; --old: #25171c; --new-mark: #1d572d; --old-mark: #792e2e; } }
* { box-sizing: border-box; }
body { margin: 0; color: var(--text); background: var(--back);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.7rem; margin: 0; } h2 { margin: 2.5rem 0 .5rem; } h3 { margin: 2rem 0 0; }
h4 { margin: 1rem 0 .5rem; } a { color: var(--link); }
.remark, .place, time, dt { color: var(--dim); font-size: .87rem; } p.remark { margin: 0; }
dl { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0; }
dl div { flex: 1 1 9rem; padding: .6rem .9rem; border: 1px solid var(--line); border-radius: 8px; }
dd { margin: 0; font-size: 1.5rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
dd.remark { font-size: .87rem; min-height: 1.3em; }
svg { display: block; width: 100%; height: auto; } table svg { width: 11rem; }
svg text { font-size: 12px; fill: var(--dim); } svg line { stroke: var(--line); }
.merged { fill: var(--merged); } .others { fill: var(--others); } .clean { fill: var(--clean); }
.key { display: inline-block; width: .8em; height: .8em; border-radius: 2px; }
i.merged { background: var(--merged); } i.others { background: var(--others); }
i.clean { background: var(--clean); } .legend span { margin-right: 1.5rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line);
  vertical-align: middle; overflow-wrap: anywhere; }
th { font-weight: 600; } .rules :is(th, td):nth-child(n + 3) { text-align: right; }
summary { cursor: pointer; padding: .3rem 0; color: var(--link); }
article { margin: 0 0 1rem; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
article header { display: flex; flex-wrap: wrap; gap: .2rem .8rem; align-items: baseline;
  padding: .5rem .8rem; background: var(--card); }
.title { flex: 1; min-width: 12rem; overflow-wrap: anywhere; }
.badge { padding: 0 .6em; border: 1px solid currentColor; border-radius: 1em; font-size: .8rem;
  color: var(--merged); }
.place { margin: .4rem .8rem; overflow-wrap: anywhere; }
pre { margin: 0; font: 12.5px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  white-space: pre-wrap; overflow-wrap: anywhere; }
pre span { display: block; padding: 0 .8rem 0 2rem; text-indent: -1.2rem; }
pre .new { background: var(--new); } pre .old { background: var(--old); }
mark { color: inherit; border-radius: 2px; } .new mark { background: var(--new-mark); }
.old mark { background: var(--old-mark); }
code { padding: .1em .3em; border-radius: 4px; background: var(--card); overflow-wrap: anywhere;
  font: .87em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.comment { margin: .8rem; padding: .3rem .9rem .7rem; border: 1px solid var(--line); border-radius: 8px; }
.comment p { margin: .4rem 0; } .comment pre { border: 1px solid var(--line); border-radius: 6px; }
.label { color: var(--dim); font-size: .87rem; }
@media print { details { display: block; } article { break-inside: avoid; } }
"""
