package azoth

import "github.com/azoth-orm/azoth/expr"

// Insert is an INSERT into the table of an entity; InsertInto is one into a table. SQLAlchemy: insert.
func Insert[T any](m expr.Item[*T]) expr.Insert[T] { return expr.NewInsert(m) }

// Update is an UPDATE of the table of an entity; without Where it is an error, unless AllRows is said. SQLAlchemy: update.
func Update[T any](m expr.Item[*T]) expr.Update[T] { return expr.NewUpdate(m) }

// Delete is a DELETE from the table of an entity; without Where it is an error, unless AllRows is said. SQLAlchemy: delete.
func Delete[T any](m expr.Item[*T]) expr.Delete[T] { return expr.NewDelete(m) }

// InsertInto is an INSERT into a table that no struct maps:
// azoth.InsertInto(t).Values(t.C("post_id").Set(1), t.C("tag").Set("go")). SQLAlchemy: insert.
func InsertInto(t expr.From) expr.Insert[expr.Dynamic] { return expr.NewInsertTable(t) }

// UpdateTable is an UPDATE of a table that no struct maps. SQLAlchemy: update.
func UpdateTable(t expr.From) expr.Update[expr.Dynamic] { return expr.NewUpdateTable(t) }

// DeleteFrom is a DELETE from a table that no struct maps. SQLAlchemy: delete.
func DeleteFrom(t expr.From) expr.Delete[expr.Dynamic] { return expr.NewDeleteTable(t) }

// Returning makes an INSERT, UPDATE or DELETE yield an item for each row that it wrote: RETURNING item. SQLAlchemy: returning.
func Returning[T, R any](s expr.Write[T], i expr.Item[R]) expr.Returned[R] {
	return expr.NewReturning(s, i)
}

// Returning2 is Returning with two items. SQLAlchemy: returning.
func Returning2[T, A, B any](s expr.Write[T], a expr.Item[A], b expr.Item[B]) expr.Returned[expr.Row2[A, B]] {
	return expr.NewReturning2(s, a, b)
}

// Returning3 is Returning with three items. SQLAlchemy: returning.
func Returning3[T, A, B, C any](s expr.Write[T], a expr.Item[A], b expr.Item[B], c expr.Item[C]) expr.Returned[expr.Row3[A, B, C]] {
	return expr.NewReturning3(s, a, b, c)
}

// Params are the values of the Params of a statement for one run, by their names: azoth.Params{"id": 1, "name": "ed"}.
type Params = expr.Params

// WriteCTE makes an INSERT, UPDATE or DELETE that returns no rows a common table expression, for With. One that returns rows has a method CTE.
// PostgreSQL has it. SQLAlchemy: cte.
func WriteCTE(s expr.Writing, name string, o ...expr.CTEOption) expr.Derived {
	return expr.WriteCTE(s, name, o...)
}

// PageSize is the largest number of rows of a page of AllPages and ExecPages. SQLAlchemy: insertmanyvalues_page_size.
func PageSize(rows int) expr.PageOption { return expr.PageSize(rows) }

// InParameterOrder makes AllPages give the rows in the order in which they were inserted.
// SQLAlchemy: returning(sort_by_parameter_order=True).
func InParameterOrder() expr.PageOption { return expr.InParameterOrder() }

// InsertedValue is the value of a column of a row that Run has inserted: its key. SQLAlchemy: inserted_primary_key.
func InsertedValue[R any](r *expr.Inserted, c expr.ItemColumn[R]) (R, error) {
	return expr.InsertedValue(r, c)
}

// Excluded is the value that the row of an upsert would have had in c, for DoUpdate. SQLAlchemy: Insert.excluded.
func Excluded[E any, P expr.Kind[E]](c E) E { return expr.Excluded[E, P](c) }
