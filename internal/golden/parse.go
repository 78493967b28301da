package golden

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// bindMark begins the line behind a statement: its binds.
const bindMark = "=> "

// Statement is what one statement compiles to.
type Statement struct {
	// SQL is the text, without the line break at its end.
	SQL string
	// Binds are the values of the placeholders, in order: a JSON array.
	Binds string
}

// Section is a case in a dialect.
type Section struct {
	Case, Dialect string
	// Statements are one or, of CreateAll, several.
	Statements []Statement
}

// Name is case/dialect.
func (s *Section) Name() string { return s.Case + "/" + s.Dialect }

// File is the golden file of one construct.
type File struct {
	Construct string
	Sections  []Section
}

// Load reads the golden file of a construct in dir.
func Load(dir, construct string) (*File, error) {
	data, err := os.ReadFile(filepath.Join(dir, construct+".txtar"))
	if err != nil {
		return nil, fmt.Errorf("golden: %w", err)
	}
	return Parse(construct, string(data))
}

// Constructs are the names of the golden files in dir, sorted.
func Constructs(dir string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil {
		return nil, fmt.Errorf("golden: %w", err)
	}
	for i, f := range files {
		files[i] = strings.TrimSuffix(filepath.Base(f), ".txtar")
	}
	return files, nil
}

// Parse reads a golden file: a txtar archive whose sections are named case/dialect.
func Parse(construct, text string) (*File, error) {
	f := &File{Construct: construct}
	p := parser{file: f, begun: map[string]bool{}}
	for n, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if err := p.line(line); err != nil {
			return nil, fmt.Errorf("golden: %s, line %d: %w", construct, n+1, err)
		}
	}
	if err := p.end(); err != nil {
		return nil, fmt.Errorf("golden: %s, at the end: %w", construct, err)
	}
	return f, nil
}

// parser is the state of [Parse]: the section that is open, and the lines of its statement.
type parser struct {
	file    *File
	section *Section
	sql     []string
	begun   map[string]bool
}

func (p *parser) line(line string) error {
	if name, ok := sectionName(line); ok {
		return p.begin(name)
	}
	if p.section == nil {
		return nil // the comment at the head
	}
	if binds, ok := strings.CutPrefix(line, bindMark); ok {
		p.section.Statements = append(p.section.Statements, Statement{SQL: strings.Join(p.sql, "\n"), Binds: binds})
		p.sql = p.sql[:0]
		return nil
	}
	p.sql = append(p.sql, line)
	return nil
}

// sectionName is the name in "-- name --". SQL has no such line.
func sectionName(line string) (string, bool) {
	name, ok := strings.CutPrefix(line, "-- ")
	if !ok {
		return "", false
	}
	return strings.CutSuffix(name, " --")
}

func (p *parser) begin(name string) error {
	if err := p.end(); err != nil {
		return err
	}
	c, dialect, ok := strings.Cut(name, "/")
	if !ok || c == "" || dialect == "" {
		return fmt.Errorf("section %q is not named case/dialect", name)
	}
	if p.begun[name] {
		return fmt.Errorf("section %s is there twice", name)
	}
	p.begun[name] = true
	p.file.Sections = append(p.file.Sections, Section{Case: c, Dialect: dialect})
	p.section = &p.file.Sections[len(p.file.Sections)-1]
	return nil
}

// end checks that the open section is complete.
func (p *parser) end() error {
	if p.section == nil {
		return nil
	}
	if len(p.sql) > 0 {
		return fmt.Errorf("section %s ends in a statement without binds (a line that begins with %q)", p.section.Name(), bindMark)
	}
	if len(p.section.Statements) == 0 {
		return fmt.Errorf("section %s is empty", p.section.Name())
	}
	return nil
}
