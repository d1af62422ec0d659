# Draws what a program wrote to a terminal as an SVG. Reads UTF-8 with the colours that occur uses;
# run it with LC_ALL=C, so that every awk counts bytes.

BEGIN {
  width = 8.4; height = 20; margin = 16
  split("31 #f7768e 32 #9ece6a 33 #e0af68 34 #7aa2f7 35 #bb9af7 36 #7dcfff", pairs, " ")
  for (i = 1; i in pairs; i += 2) colours[pairs[i]] = pairs[i + 1]
}

# How many columns a text takes: the bytes that continue a character take none.
function columns(text) { gsub(/[\200-\277]/, "", text); return length(text) }

function escaped(text) {
  gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text)
  return text
}

function number(value) { return sprintf("%.1f", value) + 0 }

function select_style(code) {
  if (code == "" || code == 0) { colour = foreground; dim = bold = inverse = 0 }
  else if (code == 1) bold = 1
  else if (code == 2) dim = 1
  else if (code == 7) inverse = 1
  else if (code in colours) colour = colours[code]
}

function draw(text,   size, x, attributes) {
  size = columns(text)
  x = number(margin + column * width)
  if (inverse) {
    body = body sprintf("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n", x,
                        number(margin + (NR - 1) * height), number(size * width), height, colour)
  }
  if (text ~ /[^ ]/) {
    attributes = sprintf(" fill=\"%s\"", inverse ? background : colour)
    if (dim) attributes = attributes " opacity=\".6\""
    if (bold) attributes = attributes " font-weight=\"bold\""
    body = body sprintf("<text x=\"%s\" y=\"%s\" textLength=\"%s\"%s>%s</text>\n", x,
                        number(margin + NR * height - 6), number(size * width), attributes, escaped(text))
  }
  column += size
  if (column > widest) widest = column
}

# Draws the words apart, so that no font can shift what stands in a column.
function draw_words(text,   blanks) {
  while (match(text, /   */)) {
    blanks = RLENGTH
    if (RSTART > 1) draw(substr(text, 1, RSTART - 1))
    text = substr(text, RSTART + blanks)
    column += blanks
  }
  if (text != "") draw(text)
}

BEGIN { foreground = "#c0caf5"; background = "#1a1b26"; select_style(0) }

{
  column = 0
  rest = $0
  sub(/\r$/, "", rest)
  while (match(rest, /\033\[[0-9;]*m/)) {
    before = substr(rest, 1, RSTART - 1)
    count = split(substr(rest, RSTART + 2, RLENGTH - 3), codes, ";")
    rest = substr(rest, RSTART + RLENGTH)
    draw_words(before)
    if (count == 0) select_style(0)
    for (i = 1; i <= count; ++i) select_style(codes[i])
  }
  draw_words(rest)
}

END {
  full = number(widest * width + 2 * margin)
  tall = NR * height + 2 * margin
  printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\"", full, tall, full, tall
  printf " font-family=\"ui-monospace, DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"14\""
  printf " xml:space=\"preserve\">\n"
  printf "<rect width=\"100%%\" height=\"100%%\" rx=\"8\" fill=\"%s\"/>\n%s</svg>\n", background, body
}
