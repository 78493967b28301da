package azoth

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// Case starts CASE WHEN ... of a V: azoth.Case[string]().When(Sales.Qty.Gt(100), "bulk").Else("single"). SQLAlchemy: case.
func Case[V any]() expr.Case[V] { return expr.NewCase[V]() }

// Switch starts CASE x WHEN value … of a V: azoth.Switch[string](Users.ID).When(1, "one").Else("many"). SQLAlchemy: case(value=...).
func Switch[V, K any](x expr.Of[K]) expr.Switch[K, V] { return expr.NewSwitch[V](x) }

// Cast renders CAST(x AS t), read as a V: azoth.Cast[string](Users.ID, types.String(10)). Of an x that may be NULL, say Nullable().
// SQLAlchemy: cast.
func Cast[V any](x expr.Node, t types.Type) expr.Value[V, V] { return expr.CastTo[V](x, t) }

// TryCast renders TRY_CAST(x AS t), read as a V that is NULL where x cannot be cast. SQL Server has it; elsewhere it is an error.
// SQLAlchemy: try_cast.
func TryCast[V any](x expr.Node, t types.Type) expr.Value[V, *V] { return expr.TryCastTo[V](x, t) }

// Coerce takes x for a t and reads it as a V, without a CAST: values that are compared with it are bound as a t. Of an x that may be NULL, say
// Nullable(). SQLAlchemy: type_coerce.
func Coerce[V any](x expr.Node, t types.Type) expr.Value[V, V] { return expr.Coerce[V](x, t) }

// TypeCoerce reads x as a V, without a CAST: the database does what it does. SQLAlchemy: type_coerce.
func TypeCoerce[V any](x expr.Node) expr.Value[V, V] { return expr.Make[V](x) }
