package main

// stmt describes a statement. oracle.py reads it as JSON.
type stmt struct {
	Kind     string     `json:"kind"` // select, compound, insert, update, delete
	Number   int        `json:"number"`
	CTEs     []*source  `json:"ctes,omitempty"`
	Distinct bool       `json:"distinct,omitempty"`
	Items    []*node    `json:"items,omitempty"` // labelled c0, c1, …; of INSERT, UPDATE and DELETE: RETURNING
	From     []*source  `json:"from,omitempty"`  // the first one, then what is joined
	Where    *node      `json:"where,omitempty"`
	Group    []*node    `json:"group,omitempty"`
	Having   *node      `json:"having,omitempty"`
	Order    []order    `json:"order,omitempty"`
	Limit    *int       `json:"limit,omitempty"`
	Offset   *int       `json:"offset,omitempty"`
	SetOp    string     `json:"setop,omitempty"`
	Parts    []*stmt    `json:"parts,omitempty"`
	Columns  []string   `json:"columns,omitempty"` // of INSERT and UPDATE
	Rows     [][]*node  `json:"rows,omitempty"`
	Query    *stmt      `json:"query,omitempty"` // INSERT ... SELECT
	types    []string   // of the items
	total    bool       // its ORDER BY leaves no choice
	table    *tableSpec // that it writes
}

// source is an element of FROM under a key of its own.
type source struct {
	Key   string `json:"key"`
	Kind  string `json:"kind"` // table, alias, subquery, cte, ctealias
	Table string `json:"table,omitempty"`
	Name  string `json:"name,omitempty"` // "" is anonymous
	Join  string `json:"join,omitempty"` // inner, left
	On    *node  `json:"on,omitempty"`
	Query *stmt  `json:"query,omitempty"`

	columns []column
}

// node describes an expression.
type node struct {
	Op    string   `json:"op"`
	Type  string   `json:"type,omitempty"`
	Name  string   `json:"name,omitempty"`
	From  string   `json:"from,omitempty"`
	Value string   `json:"value,omitempty"`
	Bare  bool     `json:"bare,omitempty"` // a value that takes its type from what it is compared with
	Args  []*node  `json:"args,omitempty"`
	Else  *node    `json:"else,omitempty"`
	Sub   *stmt    `json:"sub,omitempty"`
	Part  []*node  `json:"part,omitempty"`
	Order []order  `json:"order,omitempty"`
	Frame []string `json:"frame,omitempty"` // lo and hi: unbounded, current, or a number (negative precedes)
}

// order is an element of ORDER BY.
type order struct {
	X     *node  `json:"x"`
	Dir   string `json:"dir,omitempty"`   // asc, desc
	Nulls string `json:"nulls,omitempty"` // first, last
}

// The types of expressions.
const (
	integer = "int"
	text    = "text"
	boolean = "bool"
	number  = "num"
	date    = "date"
)

var allTypes = []string{integer, text, boolean, number, date}

type column struct{ name, typ string }
