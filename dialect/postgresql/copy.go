package postgresql

import (
	"strings"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/types"
)

var copying = &dialect.Copying{Statement: copyStatement, Takes: copies, Certain: copiesLikeInsert, Draw: drawKeys}

func copyStatement(schema, table string, columns []string) (sql, describe string) {
	q := &grammar.Quoting
	of := q.Quote(table)
	if schema != "" {
		of = q.Quote(schema) + "." + of
	}
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = q.Quote(c)
	}
	list := strings.Join(names, ", ")
	return "COPY " + of + " (" + list + ") FROM STDIN (FORMAT binary)", "SELECT " + list + " FROM " + of + " LIMIT 0"
}

// copies leaves out what travels as text only: NUMERIC, enumerations, arrays, and types of which the program gives the name.
func copies(t types.Type) bool {
	switch t := t.(type) {
	case types.EnumType:
		return t.Varchar
	case types.StringType, types.TextType, types.CharType, types.IntegerType, types.SmallIntegerType, types.BigIntegerType,
		types.BooleanType, types.FloatType, types.RealType, types.DoubleType, types.LargeBinaryType, types.JSONType, types.UUIDType,
		types.DateType, types.DateTimeType, types.TimestampType, types.TimeType, types.IntervalType:
		return true
	}
	return false
}

// copiesLikeInsert asks whether COPY does to a table what INSERT does. PostgreSQL passes over rules, refuses tables with row security,
// and writes identity columns that INSERT may not name. Triggers may change a key, or skip a row.
func copiesLikeInsert(schema, table, key string) dialect.Query {
	q := &grammar.Quoting
	of := q.Force(table)
	if schema != "" {
		of = q.Force(schema) + "." + of
	}
	return dialect.Query{SQL: copyCertain, Args: []types.Value{types.TextValue(of), types.TextValue(key)}}
}

// nextKey draws the next number of a column that counts up.
func nextKey(schema, table, column string) dialect.Query {
	q := &grammar.Quoting
	of := q.Force(table)
	if schema != "" {
		of = q.Force(schema) + "." + of
	}
	return dialect.Query{SQL: nextNumber, Args: []types.Value{types.TextValue(of), types.TextValue(column)}}
}

// drawKeys draws from a sequence, of which it knows the number.
func drawKeys(sequence string, n int) dialect.Query {
	return dialect.Query{SQL: drawnKeys, Args: []types.Value{types.TextValue(sequence), types.Int64Value(int64(n))}}
}
