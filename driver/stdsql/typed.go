package stdsql

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/azoth-orm/azoth/types"
)

// PostgreSQL finds the type of a parameter by what stands around it, and fails where nothing does: in "$1 + $2". It finds text in
// "CASE WHEN x THEN $1 ELSE $2 END", and ORDER BY then puts 10 before 9. A type cannot be handed over through database/sql, but a cast says the
// same: ($1::int8). Where a type helps and where it forbids is told in driver/pgx, in hints.go; here are the same attempts, of which the
// first counts that the server can parse. The next one is made only when the error is one of types.
//
// A failed attempt fails the transaction, so in a transaction the attempts stand behind a SAVEPOINT, the first time: which attempt it
// was is remembered for all connections of the connector.

// prepareTyped prepares the statement with the types of its parameters, as far as they help.
func (s *stmt) prepareTyped(ctx context.Context, params []types.Type) error {
	c := s.conn
	if c.database.family != postgresql || s.kind.params == 0 || !slices.ContainsFunc(params, func(t types.Type) bool { return t != nil }) {
		return s.prepare(ctx)
	}
	plain := s.sql
	if known, ok := c.texts.get(plain, params); ok {
		s.sql = known
		return s.prepare(ctx)
	}
	err := s.attempt(ctx, attempts(plain, params, c.database.utc))
	if err == nil {
		c.texts.put(plain, params, s.sql)
	}
	return err
}

// attempt prepares the first of the texts that has no error of types. If all have, the error is that of the first.
func (s *stmt) attempt(ctx context.Context, texts []string) error {
	c := s.conn
	guard := c.tx.open && !c.tx.failed && len(texts) > 1
	if guard {
		if _, err := c.sc.ExecContext(ctx, "SAVEPOINT azoth_types"); err != nil {
			return s.failed(ctx, err)
		}
	}
	var first error
	for _, text := range texts {
		s.sql = text
		err := s.prepare(ctx)
		if err == nil {
			first = nil
			break
		}
		if first == nil {
			first = err
		}
		if !aboutTypes(err) || c.usable() != nil {
			break
		}
		if guard {
			if _, err := c.sc.ExecContext(ctx, "ROLLBACK TO SAVEPOINT azoth_types"); err != nil {
				return s.failed(ctx, err)
			}
			c.tx.failed = false
		}
	}
	if guard && !c.tx.failed && c.usable() == nil {
		if _, err := c.sc.ExecContext(ctx, "RELEASE SAVEPOINT azoth_types"); err != nil {
			return s.failed(ctx, err)
		}
	}
	return first
}

// aboutTypes tells whether a statement could not be parsed because of the types in it.
func aboutTypes(err error) bool {
	var e *pgError
	if !errors.As(err, &e) {
		return false
	}
	switch e.state {
	case "42883", // no such function or operator
		"42725", // several functions or operators
		"42804", // another type is needed here
		"42846", // cannot be converted
		"42P08", // a parameter with two types
		"42P18", // a type cannot be found
		"42P38": // nor that of a polymorphic function
		return true
	}
	return false
}

// attempts are the texts to try: with casts of all kinds, of fewer, and without any.
func attempts(sql string, params []types.Type, utc bool) []string {
	var out []string
	for _, h := range []hinting{{utc: utc}, {utc: utc, weak: true}, {utc: utc, narrow: true}, {utc: utc, weak: true, narrow: true}} {
		if text := h.write(sql, params); !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	if !slices.Contains(out, sql) {
		out = append(out, sql)
	}
	return out
}

// hinting is how types become casts.
type hinting struct {
	// utc says that the sessions are in UTC, so that a time without a zone means the same as one with.
	utc bool
	// weak casts what is better left to the server, too.
	weak bool
	// narrow makes integers INT4.
	narrow bool
}

// write puts the casts into a statement.
func (h hinting) write(sql string, params []types.Type) string {
	var b strings.Builder
	start, tokens := 0, postgresql.syntax().Tokens(sql)
	for i := range tokens {
		n := postgresql.placeholder(tokens, i)
		if n == 0 || n > len(params) || params[n-1] == nil {
			continue
		}
		name := h.name(params[n-1])
		if name == "" {
			continue
		}
		end := tokens[i+1].End
		b.WriteString(sql[start:tokens[i].Start])
		b.WriteString("(" + sql[tokens[i].Start:end] + "::" + name + ")")
		start = end
	}
	b.WriteString(sql[start:])
	return b.String()
}

// name is the type to cast to, "" for none.
func (h hinting) name(t types.Type) string {
	switch t := t.(type) {
	case types.IntegerType, types.SmallIntegerType:
		return h.integer("int4")
	case types.BigIntegerType:
		return h.integer("")
	case types.BooleanType:
		return "bool"
	case types.FloatType:
		if t.Precision > 0 && t.Precision <= 24 {
			return "float4"
		}
		return "float8"
	case types.DoubleType:
		return "float8"
	case types.NumericType:
		return "numeric"
	case types.LargeBinaryType:
		return "bytea"
	case types.DateType:
		return "date"
	case types.IntervalType:
		return "interval"
	case types.DateTimeType:
		return h.timestamp(t.TimeZone)
	case types.TimestampType:
		return h.timestamp(t.TimeZone)
	}
	if h.weak {
		return weakName(t)
	}
	return ""
}

func (h hinting) integer(narrow string) string {
	if h.narrow {
		return narrow
	}
	return "int8"
}

func (h hinting) timestamp(zone bool) string {
	switch {
	case zone:
		return "timestamptz"
	case h.utc:
		return "timestamp"
	}
	return ""
}

func weakName(t types.Type) string {
	switch t.(type) {
	case types.StringType, types.TextType, types.CharType, types.EnumType:
		return "text"
	case types.JSONType:
		return "jsonb"
	case types.UUIDType:
		return "uuid"
	}
	return ""
}

// isUTC tells whether a time zone of PostgreSQL is UTC.
func isUTC(zone string) bool {
	return slices.Contains([]string{"UTC", "Etc/UTC", "GMT", "Etc/GMT", "Zulu", "UCT", "Etc/UCT"}, zone)
}
