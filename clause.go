package azoth

import "github.com/azoth-orm/azoth/expr"

// Fetch is FETCH FIRST n ROWS ONLY, for Extend: q.Extend(azoth.Fetch(3).WithTies()). SQLAlchemy: fetch.
func Fetch(n int) expr.FetchClause { return expr.Fetch(n) }

// With adds common table expressions that the statement does not name, for Extend. SQLAlchemy: add_cte.
func With(ctes ...expr.Derived) expr.Clause { return expr.With(ctes...) }

// WithHere is With whose WITH stands in front of this statement, even where it is a part of another one. SQLAlchemy: add_cte(nest_here=True).
func WithHere(ctes ...expr.Derived) expr.Clause { return expr.WithHere(ctes...) }

// Materialized makes a CTE keep its rows: q.CTE("c", azoth.Materialized()). SQLAlchemy: cte().prefix_with("MATERIALIZED").
func Materialized() expr.CTEOption { return expr.Materialized() }

// NotMaterialized makes a CTE a part of what names it. SQLAlchemy: cte().prefix_with("NOT MATERIALIZED").
func NotMaterialized() expr.CTEOption { return expr.NotMaterialized() }

// Nesting puts WITH in front of the SELECT that names the CTE instead of the whole statement. SQLAlchemy: cte(nesting=True).
func Nesting() expr.CTEOption { return expr.Nesting() }

// Prefix is SQL text behind the first word of a statement, for Extend; with names of dialects only these write it. The text is not checked: it
// must not come from outside. SQLAlchemy: prefix_with.
func Prefix(sql string, dialects ...string) expr.Clause { return expr.Prefix(sql, dialects...) }

// Suffix is SQL text at the end of a SELECT, for Extend; with names of dialects only these write it. The text is not checked: it must not come
// from outside. SQLAlchemy: suffix_with.
func Suffix(sql string, dialects ...string) expr.Clause { return expr.Suffix(sql, dialects...) }

// Hint is a hint about a FROM element, for Extend; {name} in it stands for the element's name. The text is not checked: it must not come from
// outside. SQLAlchemy: with_hint.
func Hint(f expr.From, text string, dialects ...string) expr.Clause {
	return expr.Hint(f, text, dialects...)
}

// StatementHint is a hint at the end of a SELECT, for Extend. The text is not checked: it must not come from outside.
// SQLAlchemy: with_statement_hint.
func StatementHint(text string, dialects ...string) expr.Clause {
	return expr.StatementHint(text, dialects...)
}

// DistinctOn renders SELECT DISTINCT ON (xs), for Extend: the first of the rows that are equal in xs. PostgreSQL has it.
// SQLAlchemy: distinct(*expr).
func DistinctOn(xs ...expr.Node) expr.Clause { return expr.DistinctOn(xs...) }

// TableLabels labels every column by its table and its name, users_id, for Extend. SQLAlchemy: LABEL_STYLE_TABLENAME_PLUS_COL.
func TableLabels() expr.Clause { return expr.LabelTableColumn }

// NoLabels labels no column of a table, not even one whose name another has, for Extend. SQLAlchemy: LABEL_STYLE_NONE.
func NoLabels() expr.Clause { return expr.LabelNone }

// Prepare builds a statement once, with a Slot for each value that a run gives: what runs often builds nothing.
//
//	type find struct {
//		Name string
//		Age  int
//	}
//
//	var adults = azoth.Prepare(func(p *azoth.Slots[find]) azoth.SelectOf[*User] {
//		return azoth.Select(Users).Where(azoth.Eq(Users.Name, azoth.Slot(p, &p.At.Name)), azoth.Ge(Users.Age, azoth.Slot(p, &p.At.Age)))
//	})
//
//	users, err := adults.All(ctx, db, find{"ed", 18})
//
// SQLAlchemy: lambda_stmt, BakedQuery.
func Prepare[P, R any, S expr.Yields[R]](build func(*Slots[P]) S) expr.Prepared[P, R] {
	return expr.Prepare(build)
}

// PrepareWrite is Prepare for an INSERT, UPDATE or DELETE that yields no rows. SQLAlchemy: lambda_stmt.
func PrepareWrite[P any, S expr.Writing](build func(*Slots[P]) S) expr.PreparedWrite[P] {
	return expr.PrepareWrite(build)
}

// Slots are the places for the values of a statement of Prepare.
type Slots[P any] = expr.Slots[P]

// Slot is the parameter of a statement of Prepare that gets what *f has in a run; f is p.At, or the address of one of its fields.
// SQLAlchemy: bindparam.
func Slot[P, V any](p *Slots[P], f *V) expr.Value[V, V] { return expr.SlotAt(p, f) }

// Bind gives a Param its value, for Extend. SQLAlchemy: params.
func Bind(name string, v any) expr.Clause { return expr.BindParam(name, v) }

// WithOption sets an execution option of a statement, for Extend; the listeners of an engine read it by engine.StatementOption.
// SQLAlchemy: execution_options.
func WithOption(name string, v any) expr.Clause { return expr.WithOption(name, v) }
