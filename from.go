package azoth

import "github.com/azoth-orm/azoth/expr"

// Join is left JOIN t as a FROM element, which may be the left or the right side of another join; without conditions the only foreign key
// between the two is it. SQLAlchemy: join.
func Join(left expr.From, t expr.Target, on ...expr.Predicate) expr.Joined {
	return expr.JoinOf(expr.InnerJoin, left, t, on...)
}

// OuterJoin is left LEFT OUTER JOIN t as a FROM element. SQLAlchemy: outerjoin.
func OuterJoin(left expr.From, t expr.Target, on ...expr.Predicate) expr.Joined {
	return expr.JoinOf(expr.LeftJoin, left, t, on...)
}

// FullJoin is left FULL OUTER JOIN t as a FROM element. SQLAlchemy: join(full=True).
func FullJoin(left expr.From, t expr.Target, on ...expr.Predicate) expr.Joined {
	return expr.JoinOf(expr.FullJoin, left, t, on...)
}

// Values is rows of the program as a FROM element: (VALUES (?, ?), …) AS name (a, b). A row is a struct, whose fields are the columns, or one
// value, whose column is called value. SQLAlchemy: values.
func Values[T any](name string, rows []T) expr.Derived { return expr.ValuesOf(name, rows) }

// ScalarValues is (VALUES (?), …) as an expression. SQLAlchemy: Values.scalar_values.
func ScalarValues[V any](vs ...V) expr.Value[V, V] { return expr.ScalarValuesOf(vs...) }

// InValues renders x IN (VALUES (?), (?)). SQLAlchemy: in_(values.scalar_values()).
func InValues[V any](x expr.Of[V], vs ...V) expr.Bool { return expr.InValues(x, vs...) }

// TableValued is a function in FROM, whose rows have the columns given: azoth.TableValued(fn.Call[any]("json_each", doc),
// azoth.Column("key", types.String(0))). azoth.Columns gives them their Go types. SQLAlchemy: table_valued.
func TableValued(x expr.Node, columns ...expr.Column) expr.TableValued {
	return expr.NewTableValued(x, columns...)
}

// ColumnValued is a function in FROM as the only column that it yields: SELECT name FROM x AS name. SQLAlchemy: column_valued.
func ColumnValued[V any](x expr.Of[V], name string) expr.Value[V, V] {
	return expr.ColumnValued(x, name)
}

// FunctionColumn is a column of the row that a function yields: (x).name. PostgreSQL has it. SQLAlchemy: scalar_table_valued.
func FunctionColumn[V any](x expr.Node, name string) expr.Value[V, V] {
	return expr.FunctionColumnOf[V](x, name)
}

// TableSample is a part of the rows of a table, by chance: t AS name TABLESAMPLE method. With a seed, which may be nil, the choice is the same
// again. PostgreSQL has it. SQLAlchemy: tablesample.
func TableSample(of expr.From, name string, method, seed expr.Node) expr.Derived {
	return expr.SampleOf(of, name, method, seed)
}
