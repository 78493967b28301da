package expr

import (
	"fmt"
	"slices"
)

// Clause is a clause that few statements have. Extend adds it: [Fetch], [With], [Prefix], [Hint] and the like, and an [Extension], which is
// one of the program's own.
//
// SQLAlchemy: fetch, add_cte, prefix_with, with_hint, ext.
type Clause interface{ addTo(r *RareClauses) }

// Extension is a clause of the program's own, or of a dialect's, at a named point of a SELECT. The node has a rule in the grammar: see
// compiler.On.
//
// SQLAlchemy: SyntaxExtension.
type Extension struct {
	// Point is where the clause stands: one of the points below, or the name of a clause of compiler.Grammar.Select, behind which it
	// stands.
	Point string
	Node  Element
}

// The points of a SELECT that every database has. SQLAlchemy: the extension points of select().
const (
	// PostSelect is behind the word SELECT, before DISTINCT. PreColumns is before the columns.
	PostSelect, PreColumns = "post_select", "pre_columns"
	// PostCriteria is behind WHERE, GROUP BY and HAVING, on a line of its own. PostBody is the end, behind LIMIT and FOR UPDATE.
	PostCriteria, PostBody = "post_criteria", "post_body"
)

func (x Extension) addTo(r *RareClauses) { r.Extensions = append(clip(r.Extensions), x) }

// extended is r with more clauses; r stays what it is.
func extended(r *RareClauses, cs []Clause) *RareClauses {
	var n RareClauses
	if r != nil {
		n = *r
	}
	for _, c := range cs {
		c.addTo(&n)
	}
	return &n
}

// misplaced is an error if r has clauses that only a SELECT has; what names the statement. A set operation has Fetch, others have prefixes.
func (r *RareClauses) misplaced(what string, fetch, prefixes bool) error {
	if r == nil {
		return nil
	}
	for _, c := range [...]struct {
		name string
		has  bool
	}{
		{"Fetch", r.Fetch != nil && !fetch},
		{"Prefix", len(r.Prefixes) > 0 && !prefixes},
		{"Suffix", len(r.Suffixes) > 0},
		{"StatementHint", slices.ContainsFunc(r.Hints, func(h HintClause) bool { return !prefixes || h.From == nil })},
		{"DistinctOn", len(r.DistinctOn) > 0},
		{"labels", r.Labels != LabelDisambiguate},
		{"Extension", len(r.Extensions) > 0},
	} {
		if c.has {
			return fmt.Errorf("expr: %s has no %s (a SELECT has)", what, c.name)
		}
	}
	return nil
}

// DialectText is SQL text of the program that only some databases get.
type DialectText struct {
	SQL string
	// Dialects are the names of the grammars that write the text; none is all.
	Dialects []string
}

func (t DialectText) appendKey(k *Key) {
	k.String(t.SQL)
	k.Uint(uint64(len(t.Dialects)))
	for _, d := range t.Dialects {
		k.String(d)
	}
}

func appendTexts(k *Key, ts []DialectText) {
	k.Uint(uint64(len(ts)))
	for _, t := range ts {
		t.appendKey(k)
	}
}

type clauseFunc func(r *RareClauses)

func (f clauseFunc) addTo(r *RareClauses) { f(r) }

// Prefix is SQL text behind the first word of a statement: SELECT HIGH_PRIORITY …, INSERT OR IGNORE …. Only the dialects that are named
// write it; without a name all do. The text is not checked: it must not come from outside. SQLAlchemy: prefix_with.
func Prefix(sql string, dialects ...string) Clause {
	return clauseFunc(func(r *RareClauses) { r.Prefixes = append(clip(r.Prefixes), DialectText{sql, dialects}) })
}

// Suffix is SQL text at the end of a SELECT. Only the dialects that are named write it; without a name all do. The text is not checked: it
// must not come from outside. SQLAlchemy: suffix_with.
func Suffix(sql string, dialects ...string) Clause {
	return clauseFunc(func(r *RareClauses) { r.Suffixes = append(clip(r.Suffixes), DialectText{sql, dialects}) })
}

// HintClause is a hint to the optimizer about a FROM element, or about the whole statement.
type HintClause struct {
	// From is what the hint is about; nil is the statement.
	From FromElement
	Text DialectText
}

// Hint is a hint about a FROM element, where the database wants it: FROM t USE INDEX (i) on MySQL, FROM ONLY t on PostgreSQL. An INSERT, UPDATE
// or DELETE takes one about its table: UPDATE t WITH (PAGLOCK) on SQL Server. {name} in the
// text stands for the name of f. A database without hints leaves it out. The text is not checked: it must not come from outside.
// SQLAlchemy: with_hint.
func Hint(f From, text string, dialects ...string) Clause {
	h := HintClause{f.sqlFrom(), DialectText{text, dialects}}
	return clauseFunc(func(r *RareClauses) { r.Hints = append(clip(r.Hints), h) })
}

// StatementHint is a hint at the end of a SELECT: OPTION (…) of SQL Server. The text is not checked: it must not come from outside.
// SQLAlchemy: with_statement_hint.
func StatementHint(text string, dialects ...string) Clause {
	return clauseFunc(func(r *RareClauses) { r.Hints = append(clip(r.Hints), HintClause{Text: DialectText{text, dialects}}) })
}

// LabelStyle says how the columns of a SELECT are labelled.
//
// SQLAlchemy: SelectLabelStyle.
type LabelStyle uint8

// The styles. LabelDisambiguate, the default, labels a column whose name another one has: id_1. LabelTableColumn labels every column of
// a table by both names: users_id. LabelNone labels no column of a table.
const (
	LabelDisambiguate LabelStyle = iota
	LabelTableColumn
	LabelNone
)

func (s LabelStyle) addTo(r *RareClauses) { r.Labels = s }

// DistinctOn renders SELECT DISTINCT ON (xs): of the rows that are equal in xs only the first one, in the order of ORDER BY. PostgreSQL
// has it. SQLAlchemy: distinct(*expr).
func DistinctOn(xs ...Node) Clause {
	es := elementsOf(xs)
	return clauseFunc(func(r *RareClauses) { r.DistinctOn = append(clip(r.DistinctOn), es...) })
}

// With adds common table expressions that the statement does not name: WITH gone AS (DELETE …). What is not made by CTE is an error of the
// statement. SQLAlchemy: add_cte.
func With(ctes ...Derived) Clause {
	return clauseFunc(func(r *RareClauses) { r.CTEs = append(clip(r.CTEs), ctesOf(ctes, r)...) })
}

// WithHere is [With] whose WITH stands in front of this statement, even where it is a part of another one.
// SQLAlchemy: add_cte(nest_here=True).
func WithHere(ctes ...Derived) Clause {
	return clauseFunc(func(r *RareClauses) { r.CTEsHere = append(clip(r.CTEsHere), ctesOf(ctes, r)...) })
}

func ctesOf(ds []Derived, r *RareClauses) []*CTE {
	var out []*CTE
	for _, d := range ds {
		c, ok := d.f.(*CTE)
		if !ok {
			r.fail("expr: With: %s is no common table expression (make it with CTE)", fromLabel(d.f))
			continue
		}
		out = append(out, c)
	}
	return out
}
