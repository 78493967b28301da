package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// page is docs/performance.md: what was measured, and how.
type page struct {
	conditions []string
	results    []result
	growth     []growth
}

const docs = "../docs"

// write writes the page and its charts.
func (p *page) write() error {
	charts := filepath.Join(docs, "performance")
	if err := os.MkdirAll(charts, 0o755); err != nil {
		return err
	}
	for _, d := range databases() {
		file := filepath.Join(charts, d.name+".svg")
		if err := os.WriteFile(file, []byte(p.chartOf(d.name)), 0o644); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(charts, "growth.svg"), []byte(p.growthChart()), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(docs, "performance.md"), []byte(p.text()), 0o644)
}

func (p *page) text() string {
	var b strings.Builder
	b.WriteString(pageHead)
	for _, line := range p.conditions {
		fmt.Fprintf(&b, "* %s\n", line)
	}
	b.WriteString(pageRules)
	for _, d := range databases() {
		fmt.Fprintf(&b, "\n## %s\n\n![%s](performance/%s.svg)\n\n%s", databaseTitle(d.name), d.name, d.name, p.table(d.name))
	}
	b.WriteString(p.growthTable())
	b.WriteString(pagePeers)
	b.WriteString(p.behind())
	b.WriteString(pageWhy)
	return b.String()
}

func databaseTitle(name string) string {
	return map[string]string{
		sqliteMemory: "SQLite in memory", sqliteFile: "SQLite in a file (WAL)", postgresql: "PostgreSQL", mariadb: "MariaDB",
	}[name]
}

// tableColumns are the columns of a table after the case, Azoth's own apart.
var tableColumns = []string{"database/sql", "driver", "gorm", "bun", "ent", "sqlx", "xorm", "sqlalchemy"}

func (p *page) table(db string) string {
	var b strings.Builder
	b.WriteString("| case | Azoth | allocations | " + strings.Join(tableColumns, " | ") + " |\n")
	b.WriteString("| --- |" + strings.Repeat(" ---: |", len(tableColumns)+2) + "\n")
	for _, r := range p.results {
		if r.DB != db {
			continue
		}
		cells := []string{titleOf(r.Case), cell(r.Azoth), cell(r.AzothAllocs)}
		for _, name := range tableColumns {
			cells = append(cells, cell(r.of(name)))
		}
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	return b.String()
}

// of is the time of a contender.
func (r result) of(name string) *float64 {
	switch name {
	case "azoth":
		return r.Azoth
	case "database/sql":
		return r.Raw
	case "driver":
		return r.Driver
	case "sqlalchemy":
		return r.SQLAlchemy
	}
	if us, ok := r.peers[name]; ok {
		return &us
	}
	return nil
}

func cell(v *float64) string {
	if v == nil {
		return "–"
	}
	return number(*v)
}

func titleOf(name string) string {
	for _, tc := range cases() {
		if tc.name == name {
			return tc.title
		}
	}
	for _, c := range compileCases() {
		if c.name == name {
			return c.title()
		}
	}
	return name
}

func (p *page) chartOf(db string) string {
	var panels []panel
	for _, r := range p.results {
		if r.DB == db {
			panels = append(panels, r.panel())
		}
	}
	return chart(databaseTitle(db), "µs per object or operation: shorter is better; an arrow says that the bar is cut", panels)
}

// panel draws SQLAlchemy to scale only where nothing else stands beside Azoth.
func (r result) panel() panel {
	p := panel{title: titleOf(r.Case)}
	for _, name := range append([]string{"azoth"}, tableColumns...) {
		if us := r.of(name); us != nil {
			p.bars = append(p.bars, bar{label: name, value: *us, ours: name == "azoth", apart: name == "sqlalchemy" && len(p.bars) > 1})
		}
	}
	return p
}

func (p *page) growthTable() string {
	var b strings.Builder
	b.WriteString("\n## Growth\n\nAzoth on SQLite in memory, µs per object: a row of equal numbers is work that grows with the number of objects and no faster.\n\n")
	b.WriteString("![growth](performance/growth.svg)\n\n| | 1k | 10k | 100k | 1M |\n| --- | ---: | ---: | ---: | ---: |\n")
	for _, g := range p.growth {
		b.WriteString("| " + g.name)
		for _, us := range g.us {
			b.WriteString(" | " + number(us))
		}
		b.WriteString(" |\n")
	}
	return b.String()
}

func (p *page) growthChart() string {
	var panels []panel
	for _, g := range p.growth {
		one := panel{title: g.name}
		for i, n := range g.sizes {
			one.bars = append(one.bars, bar{label: fmt.Sprint(n), value: g.us[i], ours: true})
		}
		panels = append(panels, one)
	}
	return chart("Growth", "µs per object, by the number of objects: bars of equal length are linear work", panels)
}

// behind lists where something that does the same work is faster than Azoth.
func (p *page) behind() string {
	var b strings.Builder
	b.WriteString("\n## Where Azoth is not ahead\n\nHand-written code on the driver tracks nothing and is the limit, so it is left out here.\n\n" +
		"| database | case | Azoth | database/sql | best library |\n| --- | --- | ---: | ---: | ---: |\n")
	for _, r := range p.results {
		if r.Azoth == nil || !r.isBehind() {
			continue
		}
		best := "–"
		if r.BestPeer != nil {
			best = *r.BestPeer + " " + number(*r.BestPeerUS)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", databaseTitle(r.DB), titleOf(r.Case), number(*r.Azoth), cell(r.Raw), best)
	}
	return b.String()
}

func (r result) isBehind() bool {
	return r.Raw != nil && *r.Raw < *r.Azoth || r.BestPeerUS != nil && *r.BestPeerUS < *r.Azoth
}
