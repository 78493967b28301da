package types_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/azoth-orm/azoth/types"
)

func TestAsGeneric(t *testing.T) {
	decorated := types.Decorate(types.CharType{Length: 8, Collation: "C"}, inFeet)
	for _, x := range []struct{ from, want types.Type }{
		{types.Integer(), types.Integer()},
		{types.StringType{Length: 9, Collation: "C"}, types.String(9)},
		{types.TextType{Collation: "C"}, types.Text()},
		{types.Char(7), types.String(7)},
		{types.Real(), types.Float()},
		{types.TimestampType{TimeZone: true, Precision: 2}, types.DateTimeType{TimeZone: true, Precision: 2}},
		{types.IntervalType{Fields: "DAY TO SECOND", Precision: 3}, types.IntervalType{Precision: 3}},
		{types.JSONType{Binary: true}, types.JSON()},
		{types.Enum("a", "b").Named("m"), types.Enum("a", "b").Named("m")},
		{types.Array(types.Real()), types.Array(types.Float())},
		{decorated, types.Decorate(types.String(8), inFeet)},
		{types.Unicode(5), types.Unicode(5)},
		{types.NVarChar(100), types.Unicode(100)},
		{types.NChar(3), types.Unicode(3)},
		{types.VarBinary(20), types.LargeBinaryType{Length: 20}},
		{types.Blob(), types.LargeBinary()},
		{types.Clob(), types.Text()},
		{types.Raw("BIGINT"), types.BigInteger()},
		{types.Raw("int(10) unsigned zerofill"), types.BigInteger()},
		{types.Raw("SMALLINT UNSIGNED"), types.Integer()},
		{types.Raw("DECIMAL(5,2)"), types.Numeric(5, 2)},
		{types.Raw("numeric(5,-2)"), types.Numeric(7, 0)},
		{types.Raw("numeric(2,5)"), types.Numeric(5, 5)},
		{types.Raw("double precision"), types.Double()},
		{types.Raw("character varying(20) COLLATE \"C\""), types.String(20)},
		{types.Raw("VARCHAR2(30 CHAR)"), types.String(30)},
		{types.Raw("varchar(max)"), types.Text()},
		{types.Raw("timestamp(3) with time zone"), types.DateTimeType{TimeZone: true, Precision: 3}},
		{types.Raw("time(0) without time zone"), types.TimeType{Precision: -1}},
		{types.Raw("text[]"), types.Array(types.Text())},
		{types.Raw("uuid"), types.UUIDType{}},
	} {
		got, err := types.AsGeneric(x.from)
		if err != nil || got != x.want {
			t.Errorf("%s: %v, %v, want %v", x.from.SQLType(), got, err, x.want)
		}
		if err != nil {
			continue
		}
		if again, err := types.AsGeneric(got); err != nil || again != got {
			t.Errorf("%s: the generic type %v is not one: %v, %v", x.from.SQLType(), got, again, err)
		}
	}
}

func TestAsGenericRefuses(t *testing.T) {
	for _, from := range []types.Type{
		nil,
		types.NullType{},
		types.Raw("point"), types.Raw("ENUM('a')"), types.Raw("int(x)"), types.Raw(""), types.Array(types.Raw("point")),
		types.Decorate(types.Raw("point"), inFeet), types.Variant(types.Raw("point"), types.Text(), "sqlite"),
	} {
		_, err := types.AsGeneric(from)
		var none *types.GenericError
		if !errors.As(err, &none) || none.Type != from {
			t.Errorf("%v: %v", from, err)
		}
	}
}

// What a database tells of a column is made a type that every database has.
func ExampleAsGeneric() {
	for _, t := range []types.Type{types.NVarChar(100), types.TimestampType{Precision: 3}, types.Raw("BIGINT UNSIGNED"), types.Raw("point")} {
		g, err := types.AsGeneric(t)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(g.SQLType())
	}
	// Output:
	// VARCHAR(100) (NVARCHAR(100) for mssql)
	// DATETIME(3)
	// BIGINT
	// types: no generic type is like point (leave the column out, or say a type for it)
}
