package sqlite

import (
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/schema"
)

// What only the SQL of a CREATE TABLE tells. SQLite keeps the text as it was written, and rewrites it when a table is altered. The text is
// cut by the scanner of package compiler, and read as SQLite's own grammar does: a name, in parentheses columns and then constraints, which
// need no commas between them.

// tableDDL is what a CREATE TABLE says beyond the pragmas.
type tableDDL struct {
	primaryKey    string // the name of the constraint
	autoincrement bool
	descendingKey bool // PRIMARY KEY DESC behind a column: it is not the rowid then
	uniques       []uniqueDDL
	checks        []checkDDL
	foreignKeys   []foreignKeyDDL
	computed      map[string]computedDDL // by the column's name in lower case
	collations    map[string]string      // as above
}

type uniqueDDL struct {
	name    string
	columns []string
}

type checkDDL struct{ name, sql string }

// foreignKeyDDL is what the pragma does not tell of a foreign key.
type foreignKeyDDL struct {
	name, match           string
	deferrable, immediate bool
}

type computedDDL struct {
	sql     string
	storage schema.ComputedStorage
}

// parser reads the tokens of one column or of some table constraints.
type parser struct {
	sql    string
	tokens []compiler.Token
	at     int
	into   *tableDDL
	column string // of a column's constraints
	name   string // of CONSTRAINT name
}

// parseTable reads the SQL of a table; of what is no CREATE TABLE with columns, such as a virtual table, nothing is known.
func parseTable(sql string) tableDDL {
	d := tableDDL{computed: map[string]computedDDL{}, collations: map[string]string{}}
	tokens := grammar.Text.Tokens(sql)
	open := bodyOf(tokens)
	if open < 0 {
		return d
	}
	for _, item := range compiler.SplitTokens(tokens[open+1 : compiler.Closing(tokens, open)]) {
		p := &parser{sql: sql, tokens: item, into: &d}
		if !p.atTableConstraint() {
			p.startColumn()
		}
		for p.at < len(p.tokens) {
			p.constraint()
		}
	}
	return d
}

// bodyOf is the parenthesis behind CREATE [TEMP] TABLE [IF NOT EXISTS] [schema.]name; -1 if that is not what it is.
func bodyOf(tokens []compiler.Token) int {
	if len(tokens) < 3 || !tokens[0].Is("CREATE") || !(tokens[1].Is("TABLE") || tokens[2].Is("TABLE")) || tokens[1].Is("VIRTUAL") {
		return -1
	}
	for i, t := range tokens {
		if t.Is("(") {
			return i
		}
		if t.Is("AS") {
			return -1
		}
	}
	return -1
}

func (p *parser) peek() compiler.Token {
	if p.at < len(p.tokens) {
		return p.tokens[p.at]
	}
	return compiler.Token{Kind: compiler.SymbolToken, Start: len(p.sql), End: len(p.sql)}
}

func (p *parser) next() compiler.Token {
	t := p.peek()
	p.at++
	return t
}

// accept takes the words if they are what comes next.
func (p *parser) accept(words ...string) bool {
	for i, w := range words {
		if p.at+i >= len(p.tokens) || !p.tokens[p.at+i].Is(w) {
			return false
		}
	}
	p.at += len(words)
	return true
}

func (p *parser) atTableConstraint() bool {
	for _, w := range []string{"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"} {
		if p.peek().Is(w) {
			return true
		}
	}
	return false
}

// startColumn takes the name and the type of a column.
func (p *parser) startColumn() {
	p.column = strings.ToLower(p.next().Text)
	for p.at < len(p.tokens) && !p.atColumnConstraint() {
		p.skip()
	}
}

func (p *parser) atColumnConstraint() bool {
	for _, w := range []string{"CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT", "COLLATE", "REFERENCES", "GENERATED", "AS"} {
		if p.peek().Is(w) {
			return true
		}
	}
	return false
}

// skip takes a token, or all that is in parentheses.
func (p *parser) skip() {
	if p.peek().Is("(") {
		p.inParentheses()
		return
	}
	p.at++
}

// inParentheses takes (…) and gives the tokens inside.
func (p *parser) inParentheses() []compiler.Token {
	if !p.peek().Is("(") {
		return nil
	}
	end := compiler.Closing(p.tokens, p.at)
	inside := p.tokens[p.at+1 : end]
	p.at = min(end+1, len(p.tokens))
	return inside
}

// text takes (…) and gives the SQL inside.
func (p *parser) text() string {
	inside := p.inParentheses()
	if len(inside) == 0 {
		return ""
	}
	return p.sql[inside[0].Start:inside[len(inside)-1].End]
}

// constraint takes one constraint of a column or of the table. What it does not know it steps over.
func (p *parser) constraint() {
	if p.accept("CONSTRAINT") {
		p.name = p.next().Text
		return
	}
	switch {
	case p.accept("NOT", "NULL"), p.accept("NULL"):
	case p.accept("PRIMARY", "KEY"):
		p.inParentheses()
		p.into.primaryKey = p.name
		p.into.descendingKey = p.into.descendingKey || p.accept("DESC")
	case p.accept("AUTOINCREMENT"):
		p.into.autoincrement = true
	case p.accept("UNIQUE"):
		p.unique()
	case p.accept("CHECK"):
		p.into.checks = append(p.into.checks, checkDDL{p.name, p.text()})
	case p.accept("FOREIGN", "KEY"):
		p.inParentheses()
		return // REFERENCES follows, with the name
	case p.accept("REFERENCES"):
		p.references()
	case p.accept("COLLATE"):
		p.into.collations[p.column] = p.next().Text
	case p.accept("GENERATED", "ALWAYS"):
		return
	case p.accept("DEFAULT"):
		p.skip() // a sign, a literal, or an expression in parentheses; a number behind a sign is stepped over next
	case p.accept("AS"):
		p.computed()
	default:
		p.skip()
		return
	}
	p.name = ""
}

func (p *parser) unique() {
	columns := []string{p.column}
	if p.peek().Is("(") {
		columns = nil
		for _, c := range compiler.SplitTokens(p.inParentheses()) {
			columns = append(columns, c[0].Text)
		}
	}
	p.into.uniques = append(p.into.uniques, uniqueDDL{p.name, columns})
}

// references takes REFERENCES table [(columns)] with what follows it: actions, MATCH, DEFERRABLE.
func (p *parser) references() {
	f := foreignKeyDDL{name: p.name}
	p.next()
	p.inParentheses()
	for {
		switch {
		case p.accept("ON"):
			p.action()
		case p.accept("MATCH"):
			f.match = strings.ToUpper(p.next().Text)
		case p.accept("NOT", "DEFERRABLE"):
			f.deferrable = false
		case p.accept("DEFERRABLE"):
			f.deferrable, f.immediate = true, true
		case p.accept("INITIALLY", "DEFERRED"):
			f.immediate = false
		case p.accept("INITIALLY", "IMMEDIATE"):
		default:
			p.into.foreignKeys = append(p.into.foreignKeys, f)
			return
		}
	}
}

// action takes DELETE or UPDATE and what is done: CASCADE, SET NULL.
func (p *parser) action() {
	p.next()
	if p.accept("SET") || p.accept("NO") {
		p.next()
		return
	}
	p.next()
}

func (p *parser) computed() {
	c := computedDDL{sql: p.text(), storage: schema.Virtual}
	if p.accept("STORED") {
		c.storage = schema.Stored
	} else {
		p.accept("VIRTUAL")
	}
	p.into.computed[p.column] = c
}

// viewDefinition is the SELECT of a CREATE VIEW name [(columns)] AS select.
func viewDefinition(sql string) string {
	tokens := grammar.Text.Tokens(sql)
	for i := 0; i < len(tokens); i++ {
		switch {
		case tokens[i].Is("("):
			i = compiler.Closing(tokens, i)
		case tokens[i].Is("AS") && i+1 < len(tokens):
			return strings.TrimSpace(sql[tokens[i+1].Start:])
		}
	}
	return sql
}

// indexDDL is what the pragma does not tell of an index: its expressions and its condition.
type indexDDL struct {
	elements []string
	where    string
}

// parseIndex reads CREATE [UNIQUE] INDEX [IF NOT EXISTS] name ON table (elements) [WHERE condition].
func parseIndex(sql string) indexDDL {
	var d indexDDL
	tokens := grammar.Text.Tokens(sql)
	open := 0
	for open < len(tokens) && !tokens[open].Is("(") {
		open++
	}
	if open == len(tokens) {
		return d
	}
	end := compiler.Closing(tokens, open)
	for _, e := range compiler.SplitTokens(tokens[open+1 : end]) {
		d.elements = append(d.elements, sql[e[0].Start:e[len(e)-1].End])
	}
	if end+2 < len(tokens) && tokens[end+1].Is("WHERE") {
		d.where = sql[tokens[end+2].Start:tokens[len(tokens)-1].End]
	}
	return d
}
