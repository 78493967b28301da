package azoth

import (
	"context"

	"github.com/azoth-orm/azoth/expr"
)

// Param is a value that is given later, by its name: with azoth.Bind, to a statement that is built once, or once for each of many rows:
//
//	azoth.Update(Users).Set(Users.Name.SetExpr(azoth.Param[string]("name"))).Where(azoth.Eq(Users.ID, azoth.Param[int]("id"))).
//		ExecMany(ctx, db, azoth.Params{"id": 1, "name": "ed"}, azoth.Params{"id": 2, "name": "wendy"})
//
// SQLAlchemy: bindparam.
func Param[V any](name string) expr.Value[V, V] { return expr.ParamOf[V](name) }

// ParamOr is a Param that is v where no value is given. SQLAlchemy: bindparam(value=...).
func ParamOr[V any](name string, v V) expr.Value[V, V] { return expr.ParamOr(name, v) }

// ParamFunc is a value that f gives, once for each time that the statement runs. SQLAlchemy: bindparam(callable_=...).
func ParamFunc[V any](f func(ctx context.Context) (V, error)) expr.Value[V, V] {
	return expr.ParamFunc(f)
}

// LiteralParam is a Param whose value is written into the SQL when the statement runs, as a literal: for what a database takes no placeholder
// for, and for values that decide how it runs the statement. Each value makes another text, so it is for few values.
//
// SQLAlchemy: bindparam(literal_execute=True).
func LiteralParam[V any](name string) expr.Value[V, V] { return expr.LiteralParamOf[V](name) }

// InParam renders x IN (?, ?, ?) for a list that is given later, by its name: azoth.Bind("ids", []int64{1, 2}).
//
// SQLAlchemy: in_, bindparam(expanding=True).
func InParam[V any](x expr.Of[V], name string) expr.Bool { return expr.InParam(x, name) }

// NotInParam renders x NOT IN (?, ?, ?) for a list that is given later. SQLAlchemy: not_in, bindparam(expanding=True).
func NotInParam[V any](x expr.Of[V], name string) expr.Bool { return expr.NotInParam(x, name) }
