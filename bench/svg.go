package main

import (
	"fmt"
	"html"
	"slices"
	"strings"
)

// bar is one number of a chart.
type bar struct {
	label string
	value float64
	ours  bool // Azoth's: it stands out
	apart bool // so long that it would flatten the others: it is cut off, and its number says so
}

// panel is one case: bars that share a scale.
type panel struct {
	title string
	bars  []bar
}

// The measures of a chart, in pixels.
const (
	chartColumns = 2
	panelWidth   = 460
	barHeight    = 15
	labelWidth   = 96
	numberWidth  = 84
	titleHeight  = 26
	panelGap     = 22
	chartTop     = 54
)

// chart draws panels in two columns, each with its own scale, as an SVG that needs nothing else. Shorter is better.
func chart(title, note string, panels []panel) string {
	var b strings.Builder
	height := chartTop
	for row := range slices.Chunk(panels, chartColumns) {
		for column, p := range row {
			p.draw(&b, column*panelWidth+16, height)
		}
		height += rowHeight(row)
	}
	head := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d" font-family="sans-serif">`+"\n",
		chartColumns*panelWidth+16, height)
	head += `<rect width="100%" height="100%" fill="#ffffff"/>` + "\n"
	head += textAt(16, 24, 17, "bold", title) + textAt(16, 42, 12, "normal", note)
	return head + b.String() + "</svg>\n"
}

func rowHeight(row []panel) int {
	most := 0
	for _, p := range row {
		most = max(most, len(p.bars))
	}
	return titleHeight + most*barHeight + panelGap
}

func (p panel) draw(b *strings.Builder, x, y int) {
	b.WriteString(textAt(x, y+16, 13, "bold", p.title))
	longest := p.longest()
	for i, v := range p.bars {
		v.draw(b, x, y+titleHeight+i*barHeight, longest)
	}
}

// longest is the value that fills the width.
func (p panel) longest() float64 {
	longest := 0.0
	for _, v := range p.bars {
		if !v.apart {
			longest = max(longest, v.value)
		}
	}
	return longest
}

func (v bar) draw(b *strings.Builder, x, y int, longest float64) {
	room := float64(panelWidth - labelWidth - numberWidth)
	width, color, tail := room, "#b8c0cc", ""
	if longest > 0 {
		width = min(room, v.value/longest*room)
	}
	switch {
	case v.ours:
		color = "#d9480f"
	case v.apart && v.value > longest:
		color, tail = "#e3e7ec", " →"
	}
	b.WriteString(textAt(x, y+11, 11, "normal", v.label))
	fmt.Fprintf(b, `<rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/>`+"\n", x+labelWidth, y+1, max(width, 1), barHeight-3, color)
	b.WriteString(textAt(x+labelWidth+int(width)+5, y+11, 11, "normal", number(v.value)+tail))
}

func textAt(x, y, size int, weight, s string) string {
	return fmt.Sprintf(`<text x="%d" y="%d" font-size="%d" font-weight="%s" fill="#1f2933">%s</text>`+"\n", x, y, size, weight, html.EscapeString(s))
}

// number writes a time with three digits that matter.
func number(us float64) string {
	switch {
	case us < 0.1:
		return fmt.Sprintf("%.4f", us)
	case us < 10:
		return fmt.Sprintf("%.2f", us)
	case us < 100:
		return fmt.Sprintf("%.1f", us)
	}
	return fmt.Sprintf("%.0f", us)
}
