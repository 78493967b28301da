package compiler_test

import (
	"math"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/types"
)

func TestLiteral(t *testing.T) {
	moment := time.Date(2024, 1, 2, 3, 4, 5, 678000000, time.FixedZone("", 3600))
	for _, c := range []struct {
		name                      string
		v                         types.Value
		typ                       types.Type
		sqlite, postgresql, mysql string
	}{
		{"null", types.NullValue(), nil, "NULL", "NULL", "NULL"},
		{"true", types.BoolValue(true), nil, "1", "true", "true"},
		{"int", types.Int64Value(-5), nil, "-5", "-5", "-5"},
		{"float", types.Float64Value(1.5), nil, "1.5", "1.5", "1.5"},
		{"whole float", types.Float64Value(2), nil, "2.0", "2.0", "2.0"},
		{"text", types.TextValue("it's"), nil, "'it''s'", "'it''s'", "'it''s'"},
		{"text that wants out", types.TextValue(`'; DROP TABLE users; --`), nil, `'''; DROP TABLE users; --'`, `'''; DROP TABLE users; --'`, `'''; DROP TABLE users; --'`},
		{"backslash", types.TextValue(`\'`), nil, `'\'''`, `E'\\'''`, `'\\'''`},
		{"decimal", types.OtherValue(types.MustDecimal("-1.50")), nil, "-1.50", "-1.50", "-1.50"},
		{"array", types.ArrayValue([]string{"a", "it's"}), types.Array(types.Text()), `'["a","it''s"]'`, `'{a,"it''s"}'`, `'["a","it''s"]'`},
		{"long integer as decimal", types.OtherValue(types.MustDecimal("9007199254740993.0")), nil, "9007199254740993", "9007199254740993.0", "9007199254740993.0"},
		{"bytes", types.BytesValue([]byte{0, 255}), nil, "X'00ff'", `E'\\x00ff'::bytea`, "X'00ff'"},
		{"time", types.TimeValue(moment), nil, "'2024-01-02 02:04:05.678000'", "'2024-01-02 02:04:05.678000'", "'2024-01-02 02:04:05.678000'"},
		{"interval", types.ValueOf(90 * time.Second), types.Interval(), "'1970-01-01 00:01:30.000000'", "'90000000 microseconds'", "'1970-01-01 00:01:30.000000'"},
		{"slice", types.ValueOf([]int{1, 2}), types.Array(types.Integer()), "'[1,2]'", "'{1,2}'", "'[1,2]'"},
		{"clock", types.TimeValue(moment), types.Time(), "'03:04:05.678000'", "'03:04:05.678000'", "'03:04:05.678000'"},
		{"date", types.TimeValue(moment), types.DateType{}, "'2024-01-02'", "'2024-01-02'", "'2024-01-02'"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for dialect, want := range map[string]string{"sqlite": c.sqlite, "postgresql": c.postgresql, "mysql": c.mysql} {
				got, err := grammars[dialect].Literals.Literal(c.v, c.typ)
				if err != nil || got != want {
					t.Errorf("%s: got %s, %v, want %s", dialect, got, err, want)
				}
			}
		})
	}
}

func TestLiteralsOfOthers(t *testing.T) {
	moment := types.TimeValue(time.Date(2024, 1, 2, 3, 4, 5, 678000000, time.UTC))
	for _, c := range []struct {
		name          string
		v             types.Value
		typ           types.Type
		mssql, oracle string
	}{
		{"true", types.BoolValue(true), types.Boolean(), "1", "1"},
		{"text", types.TextValue("it's"), nil, "'it''s'", "'it''s'"},
		{"text beyond ASCII", types.TextValue("größe"), nil, "N'größe'", "'größe'"},
		{"bytes", types.BytesValue([]byte{0, 255}), nil, "0x00ff", "HEXTORAW('00ff')"},
		{"time", moment, nil, "CAST('2024-01-02 03:04:05.678000' AS DATETIME2)", "TIMESTAMP '2024-01-02 03:04:05.678000'"},
		{"date", moment, types.DateType{}, "'2024-01-02'", "DATE '2024-01-02'"},
		{"UUID", types.OtherValue(types.UUID{1}), types.UUIDType{}, "'01000000-0000-0000-0000-000000000000'", "'01000000000000000000000000000000'"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for dialect, want := range map[string]string{"mssql": c.mssql, "oracle": c.oracle} {
				got, err := grammars[dialect].Literals.Literal(c.v, c.typ)
				if err != nil || got != want {
					t.Errorf("%s: got %s, %v, want %s", dialect, got, err, want)
				}
			}
		})
	}
}

func TestNoLiteral(t *testing.T) {
	for name, v := range map[string]types.Value{
		"NUL byte": types.TextValue("a\x00b"), "infinity": types.Float64Value(math.Inf(1)), "not a number": types.Float64Value(math.NaN()),
		"decimal that SQLite would change": types.OtherValue(types.MustDecimal("1234567890.1234567")), "no day": types.TimeValue(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)),
		"unknown type": types.OtherValue(struct{}{}),
	} {
		t.Run(name, func(t *testing.T) {
			if s, err := grammars["sqlite"].Literals.Literal(v, nil); err == nil {
				t.Errorf("got %s", s)
			}
		})
	}
}
