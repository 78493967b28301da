package inspect_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/dialect/mssql"
	"github.com/azoth-orm/azoth/dialect/mysql"
	"github.com/azoth-orm/azoth/dialect/oracle"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// What has no like in another database, as the first one tells it.
var withoutGeneric = map[string][]string{
	postgresqlDB: {"money", "oid", "point", "regclass", "regconfig", "tsquery", "tsvector"},
	mariaDB:      {"geometry", "inet6"},
	sqliteDB:     {"odd", "untyped"},
}

// TestAsGenericOfReflected reflects every type of a database, and creates its columns in the others.
func TestAsGenericOfReflected(t *testing.T) {
	own := map[string]map[string]types.Type{sqliteDB: sqliteTypes, postgresqlDB: postgresqlTypes, mariaDB: mariaDBTypes}
	each(t, func(t *testing.T, db string, e *engine.Engine) {
		m := schema.NewMetaData()
		for name, list := range map[string]map[string]types.Type{"common": everyType, "own": own[db]} {
			table := schema.NewTable(m, name)
			for _, n := range sorted(list) {
				if n != "checked" { // an enumeration without values, and the texts of checks are a database's own
					table.AddColumn(schema.NewColumn(n, list[n]))
				}
			}
		}
		if err := m.CreateAll(ctx, e); err != nil {
			t.Fatal(err)
		}
		portable, without := generalized(t, reflectAll(t, e))
		same(t, "columns without a generic type", without, withoutGeneric[db])
		for _, other := range databases {
			t.Run("to "+other, func(t *testing.T) {
				there := open(t, other)
				if err := portable.CreateAll(ctx, there); err != nil {
					t.Fatal(err)
				}
				noDDL(t, there, portable)
				for _, table := range reflectAll(t, there).Tables() {
					same(t, "columns of "+table.Name, columnKeys(table.Columns), columnKeys(portable.Table(table.Name).Columns))
				}
			})
		}
	})
}

// generalized are the tables with generic types, and the names of the columns that have none.
func generalized(t *testing.T, from *schema.MetaData) (m *schema.MetaData, without []string) {
	t.Helper()
	m = schema.NewMetaData()
	for _, table := range from.Tables() {
		to := schema.NewTable(m, table.Name)
		for _, c := range table.Columns {
			typ, err := types.AsGeneric(c.Type)
			var none *types.GenericError
			if errors.As(err, &none) {
				without = append(without, c.Name)
				continue
			}
			switch x := typ.(type) {
			case types.EnumType:
				if x.Name == "" { // as MariaDB's have none
					typ = x.Named(c.Name + "_values")
				}
			case types.NumericType:
				if x.Precision == 0 { // which MySQL refuses
					typ = types.Numeric(30, 10)
				}
			}
			to.AddColumn(schema.NewColumn(c.Name, typ))
		}
	}
	slices.Sort(without)
	return m, without
}

// TestAsGenericOfDialects wants the generic types of those that one database has.
func TestAsGenericOfDialects(t *testing.T) {
	for _, x := range []struct{ from, want types.Type }{
		{mysql.TinyInt(), types.SmallInteger()},
		{mysql.TinyInt().AsUnsigned(), types.SmallInteger()},
		{mysql.SmallInt().AsUnsigned(), types.Integer()},
		{mysql.MediumInt().AsUnsigned(), types.Integer()},
		{mysql.Int(), types.Integer()},
		{mysql.Int().AsUnsigned(), types.BigInteger()},
		{mysql.BigInt().AsUnsigned(), types.BigInteger()},
		{mysql.Decimal(8, 3).AsUnsigned(), types.Numeric(8, 3)},
		{mysql.Float(7, 3), types.Float()},
		{mysql.Double(7, 3), types.Double()},
		{mysql.StringType{Name: "CHAR", Length: 3, Charset: "latin1"}, types.String(3)},
		{mysql.LongText(), types.Text()},
		{mysql.MediumBlob(), types.LargeBinary()},
		{mysql.Binary(16), types.LargeBinaryType{Length: 16}},
		{mysql.Bit(8), types.SmallInteger()},
		{mysql.Bit(64), types.BigInteger()},
		{mysql.Year(), types.SmallInteger()},
		{mysql.Set("a", "bcd"), types.String(5)},
		{postgresql.Inet(), types.String(50)},
		{postgresql.Int4Range(), types.String(255)},
		{postgresql.TSMultirange(), types.Text()},
		{postgresql.CIText(), types.Text()},
		{postgresql.HStore(), types.Text()},
		{postgresql.Bit(5), types.String(5)},
		{postgresql.JSONB(), types.JSON()},
		{types.Array(postgresql.MACAddr()), types.Array(types.String(17))},
		{mssql.NVarchar(10), types.Unicode(10)},
		{mssql.NVarchar(0), types.UnicodeText()},
		{mssql.Varbinary(0), types.LargeBinary()},
		{mssql.TinyInt(), types.SmallInteger()},
		{mssql.Bit(), types.Boolean()},
		{mssql.DateTime2(3), types.DateTimeType{Precision: 3}},
		{mssql.DateTimeOffset(-1), types.DateTimeType{TimeZone: true, Precision: -1}},
		{mssql.SmallDateTime(), types.DateTime()},
		{mssql.Money(), types.Numeric(19, 4)},
		{mssql.SmallMoney(), types.Numeric(10, 4)},
		{mssql.UniqueIdentifier(), types.UUIDType{}},
		{mssql.XML(), types.Text()},
		{mssql.RowVersion(), types.LargeBinaryType{Length: 8}},
		{mssql.SQLVariant(), nil},
		{oracle.Number(10, 2), types.Numeric(10, 2)},
		{oracle.Number(0, 0), types.NumericType{}},
		{oracle.Float(20), types.Float()},
		{oracle.BinaryFloat(), types.Float()},
		{oracle.BinaryDouble(), types.Double()},
		{oracle.NVarchar2(5), types.Unicode(5)},
		{oracle.Clob(), types.Text()},
		{oracle.NClob(), types.UnicodeText()},
		{oracle.Long(), types.Text()},
		{oracle.Raw(16), types.LargeBinaryType{Length: 16}},
		{oracle.TimestampLocal(), types.DateTime().WithTimeZone()},
		{oracle.Interval(5, 5), types.IntervalType{Precision: 5}},
		{oracle.Interval(0, 0), types.Interval()},
		{oracle.RowID(), nil},
		{oracle.Vector(3, "INT8"), nil},
	} {
		got, err := types.AsGeneric(x.from)
		if got != x.want || (err == nil) != (x.want != nil) {
			t.Errorf("%T %s: %v, %v, want %v", x.from, x.from.SQLType(), got, err, x.want)
		}
	}
}

// A table is reflected with types that every database has, so that it can be created anywhere.
func Example_asGeneric() {
	ctx := context.Background()
	e, err := engine.Open("sqlite:///:memory:")
	if err != nil {
		panic(err)
	}
	defer e.Close()
	old := schema.NewMetaData()
	schema.Define("stock", old, schema.Col("id", types.Raw("BIGINT"), schema.PrimaryKey()), schema.Col("label", types.StringType{Length: 20, Collation: "NOCASE"}))
	if err := old.CreateAll(ctx, e); err != nil {
		panic(err)
	}
	m := schema.NewMetaData()
	var failed error
	err = m.Reflect(ctx, e, schema.OnColumn(func(_ *schema.Table, c *schema.Column) {
		typ, err := types.AsGeneric(c.Type)
		if err != nil {
			failed = errors.Join(failed, err)
			return
		}
		c.Type = typ
	}))
	fmt.Println(err, failed)
	var names []string
	for _, c := range m.Table("stock").Columns {
		names = append(names, c.Name+" "+c.Type.SQLType())
	}
	fmt.Println(strings.Join(names, ", "))
	// Output:
	// <nil> <nil>
	// id BIGINT, label VARCHAR(20)
}
