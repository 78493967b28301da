package azoth

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// Text is a statement in SQL, with :name placeholders. Rows are mapped onto R by the names of their columns: onto the fields of a
// struct, or, of one column, onto a value. The text is not checked: it must not come from outside. SQLAlchemy: text.
func Text[R any](sql string) expr.TextSelect[R] { return expr.NewTextSelect[R](sql) }

// FromText reads the entity i from the statement sql, whose columns have the entity's column names.
// SQLAlchemy: select(Entity).from_statement(text(...)).
func FromText[R any](i expr.Item[R], sql string) expr.TextSelect[R] { return expr.FromText(i, sql) }

// TextCondition is SQL text as a condition: azoth.TextCondition("id < :n").Bind("n", 3). SQLAlchemy: text.
func TextCondition(sql string) expr.Condition { return expr.MakeCondition(sql) }

// TextExpr is SQL text with :name placeholders as an expression that is read as a V. SQLAlchemy: text.
func TextExpr[V any](sql string) expr.TextExpr[V] { return expr.MakeTextExpr[V](sql) }

// TextFrom is SQL text in FROM, of whose columns nothing is known. SQLAlchemy: select_from(text()).
func TextFrom(sql string) expr.Derived { return expr.TextFrom(sql) }

// List is (?, ?, …), what stands for a :name behind IN in SQL text: Bind("ids", azoth.List(1, 2, 3)). SQLAlchemy: bindparam(expanding=True).
func List[V any](vs ...V) expr.ValueList { return expr.ListOf(vs...) }

// Column is a name that stands for a column of nothing in particular: of a function in FROM, of a statement in SQL text. Its SQL type may be
// nil. SQLAlchemy: column.
func Column(name string, t types.Type) expr.Dynamic { return expr.NamedColumn(name, t) }

// LiteralColumn is SQL text as a column expression, without placeholders. SQLAlchemy: literal_column.
func LiteralColumn[V any](sql string) expr.Value[V, V] { return expr.LiteralColumn[V](sql) }
