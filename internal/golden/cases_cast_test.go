package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/types"
)

func TestGoldenCast(t *testing.T) {
	u, o, q := users, orders, azoth.Select(users.ID)
	number, text := azoth.Cast[int](u.Name, types.Integer()), azoth.Cast[string](u.Age, types.String(5))
	tried := azoth.TryCast[int](u.Name, types.Integer())
	cs := cases{
		"coerce":           azoth.Select(azoth.AsText(azoth.Coerce[string](u.Age, types.String(0))).Concat("x")),
		"coerce-where":     q.Where(azoth.Coerce[string](u.Age, types.String(0)).Eq("7")),
		"coerce-bind":      selected(azoth.Coerce[int](azoth.Lit("7"), types.Integer())),
		"of-case-free-sum": selected(azoth.AsNumber(number).Add(1)),
		"of-cast":          selected(azoth.Cast[string](number, types.String(5))),
		"of-comparison":    selected(azoth.Cast[int](u.Age.Gt(7), types.Integer())),
		"string":           azoth.Select(azoth.Cast[string](u.Age, types.String(0))),
		"labelled":         azoth.Select(text.As("age_text")),
		"of-expression":    azoth.Select(azoth.Cast[string](u.Age.Add(1), types.String(5))),
		"of-bind":          azoth.Select(azoth.Cast[types.Decimal](azoth.Lit(5), types.Numeric(10, 2))),
		"of-null":          azoth.Select(azoth.Cast[int](azoth.Null[int](), types.Integer()).Nullable()),
		"where":            q.Where(number.Eq(5)),
		"concat":           azoth.Select(azoth.AsText(text).Concat("x")),
		"order-by":         q.OrderBy(number.Desc()),
		"in-function":      azoth.Select(fn.Sum(azoth.AsNumber(number))),
		"two-unlabelled":   azoth.Select2(number, azoth.Cast[int](u.Fullname, types.Integer())),
		"arithmetic":       azoth.Select(azoth.AsNumber(azoth.Cast[int](o.Total, types.Integer())).Mul(2)),
		"method":           azoth.Select(text),
		"literal":          azoth.Select(azoth.Cast[int](azoth.Lit("7"), types.Integer())),
		"try":              azoth.Select(tried),
		"try-of-bind":      azoth.Select(azoth.TryCast[types.Decimal](azoth.Lit("7"), types.Numeric(10, 2))),
		"try-where":        q.Where(tried.Gt(5)),
	}
	for name, typ := range map[string]types.Type{
		"integer": types.Integer(), "big-integer": types.BigInteger(), "small-integer": types.SmallInteger(),
		"string-length": types.String(10), "text": types.Text(), "numeric": types.NumericType{}, "numeric-precision": types.Numeric(10, 2),
		"float": types.Float(), "double": types.Double(), "boolean": types.Boolean(), "date": types.DateType{},
		"datetime": types.DateTime(), "time": types.Time(), "json": types.JSON(), "uuid": types.UUIDType{}, "blob": types.LargeBinary(),
	} {
		cs[name] = azoth.Select(azoth.Cast[string](u.Name, typ))
	}
	check(t, "cast", cs)
}
