package azoth

import "github.com/azoth-orm/azoth/expr"

// Select is a SELECT of one item: a column, a function, an entity. SQLAlchemy: select.
func Select[R any](i expr.Item[R]) expr.Select[R] { return expr.NewSelect(i) }

// Select2 is a SELECT of two items; Row2.Values takes a row apart. SQLAlchemy: select.
func Select2[A, B any](a expr.Item[A], b expr.Item[B]) expr.Select[expr.Row2[A, B]] {
	return expr.NewSelect2(a, b)
}

// Select3 is a SELECT of three items. For more: SelectInto. SQLAlchemy: select.
func Select3[A, B, C any](a expr.Item[A], b expr.Item[B], c expr.Item[C]) expr.Select[expr.Row3[A, B, C]] {
	return expr.NewSelect3(a, b, c)
}

// SelectInto is a SELECT into a struct. The function says which item fills which field; the compiler of Go checks the types:
//
//	azoth.SelectInto(func(r *Report) azoth.Fields {
//		return azoth.Fields{
//			azoth.Into(&r.Name, Users.Name),
//			azoth.Into(&r.Total, fn.Count(Addresses.ID)),
//		}
//	})
//
// SQLAlchemy: select, Bundle.
func SelectInto[D any](fields func(d *D) []expr.Field) expr.Select[D] {
	return expr.NewSelectInto(fields)
}

// Into says that i fills *dst.
func Into[R any](dst *R, i expr.Item[R]) expr.Field { return expr.Into(dst, i) }

// Scalar makes a SELECT of one item an expression: azoth.Scalar[time.Time](azoth.Select(fn.Max(Sales.At))). It is NULL if the SELECT
// yields no row. SQLAlchemy: scalar_subquery.
func Scalar[V any, S expr.Subselect[V]](s S) expr.Value[V, *V] { return expr.Scalar[V](s) }

// Reselect is the statement s with another SELECT list: its conditions, joins, order and limits stay. SQLAlchemy: with_only_columns.
func Reselect[R any](s expr.AnySelect, i expr.Item[R]) expr.Select[R] { return expr.Reselect(s, i) }

// Reselect2 is Reselect with two items. SQLAlchemy: with_only_columns, add_columns.
func Reselect2[A, B any](s expr.AnySelect, a expr.Item[A], b expr.Item[B]) expr.Select[expr.Row2[A, B]] {
	return expr.Reselect2(s, a, b)
}

// Reselect3 is Reselect with three items. SQLAlchemy: with_only_columns, add_columns.
func Reselect3[A, B, C any](s expr.AnySelect, a expr.Item[A], b expr.Item[B], c expr.Item[C]) expr.Select[expr.Row3[A, B, C]] {
	return expr.Reselect3(s, a, b, c)
}

// DescribeRow says what a row of a statement has: names, Go types, SQL types. SQLAlchemy: column_descriptions.
func DescribeRow(s expr.AnySelect) []expr.ColumnDescription { return expr.DescribeRow(s) }

// LateralOf makes a set operation a FROM element that sees the elements to its left. A SELECT has a method Lateral. SQLAlchemy: lateral.
func LateralOf[R any](s expr.Rowset[R], name string) expr.Derived { return expr.LateralOf(s, name) }

// RecursiveCTE is WITH RECURSIVE name AS (first UNION ALL next), where next selects from the CTE itself, which it is given.
// SQLAlchemy: cte(recursive=True).
func RecursiveCTE[R any](name string, first expr.Select[R], next func(self expr.Derived) expr.Select[R], o ...expr.CTEOption) expr.Derived {
	return expr.RecursiveCTE(name, first, next, o...)
}

// Col is the column of a CTE or subquery that x became, with x's types and operators. It panics if d does not select x.
// SQLAlchemy: subquery.c.
func Col[E any, P expr.Kind[E]](d expr.Derived, x E) E { return expr.Col[E, P](d, x) }

// Columns fills a struct of columns (of package col) with the columns of d, by name, and panics if one is missing.
func Columns[M any](d expr.From) *M { return expr.MustColumnsOf[M](d) }

// TryColumns is Columns for a table whose columns are data: a reflected one.
func TryColumns[M any](d expr.From) (*M, error) { return expr.ColumnsOf[M](d) }

// Typed gives a column without a Go type one. SQLAlchemy: type_coerce.
func Typed[V any](d expr.Dynamic) expr.Value[V, V] { return expr.Typed[V](d) }
