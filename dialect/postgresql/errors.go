package postgresql

import (
	"context"
	"errors"
	"reflect"
	"strings"

	"github.com/azoth-orm/azoth/dialect"
)

// failure is what every PostgreSQL driver's error tells: the SQLSTATE.
type failure interface {
	error
	SQLState() string
}

// describer is a failure that names what it is about. The detail lists the columns of a key, and their values.
type describer interface {
	Violated() (constraint, table, column, detail string)
}

// states are the SQLSTATEs that have a class of their own.
var states = map[string]error{
	"08P01": dialect.ErrProgramming, // what we sent, or how the URL says to connect, is not understood; the connection lives
	"23505": dialect.ErrUnique,
	"23503": dialect.ErrForeignKey,
	"23001": dialect.ErrForeignKey,
	"23502": dialect.ErrNotNull,
	"23514": dialect.ErrCheck,
	"40002": dialect.ErrIntegrity,
	"40003": dialect.ErrOperational, // whether the statement has completed is unknown
	"40P01": dialect.ErrDeadlock,
	"42P01": dialect.ErrNoSuchTable,
	"55P03": dialect.ErrLockTimeout,
	"57014": dialect.ErrStatementTimeout,
	"57P01": dialect.ErrDisconnect,
	"57P02": dialect.ErrDisconnect,
	"57P03": dialect.ErrDisconnect,
	"57P05": dialect.ErrDisconnect,
	"25P03": dialect.ErrDisconnect, // idle in a transaction for too long
	"25P04": dialect.ErrDisconnect, // a transaction that took too long
}

// groups are the classes of the first two characters of a SQLSTATE. Others are operational errors.
var groups = map[string]error{
	"08": dialect.ErrDisconnect,
	"0A": dialect.ErrProgramming,
	"21": dialect.ErrProgramming,
	"22": dialect.ErrData,
	"23": dialect.ErrIntegrity,
	"26": dialect.ErrProgramming,
	"2B": dialect.ErrProgramming,
	"34": dialect.ErrProgramming,
	"3F": dialect.ErrProgramming,
	"40": dialect.ErrSerialization,
	"42": dialect.ErrProgramming,
}

// translate classifies what PostgreSQL reported.
func translate(err error) error {
	var f failure
	if !errors.As(err, &f) {
		return err
	}
	e := &dialect.Error{Class: classOf(f.SQLState()), Code: f.SQLState(), Err: err}
	if e.Class == dialect.ErrStatementTimeout && errors.Is(err, context.Canceled) {
		e.Class = dialect.ErrOperational // the caller's wish, and no timeout
	}
	if errors.Is(e.Class, dialect.ErrIntegrity) || e.Class == dialect.ErrNoSuchTable {
		describe(e, f)
	}
	return e
}

func classOf(state string) error {
	if c := states[state]; c != nil {
		return c
	}
	if len(state) == 5 {
		if c := groups[state[:2]]; c != nil {
			return c
		}
	}
	return dialect.ErrOperational
}

// describe reads what a constraint is on.
func describe(e *dialect.Error, f failure) {
	constraint, table, column, detail := factsOf(f)
	e.Constraint, e.Table = constraint, table
	switch {
	case e.Class == dialect.ErrNoSuchTable:
		e.Table = missingTable(f.Error())
	case column != "":
		e.Columns = []string{column}
	case e.Class == dialect.ErrForeignKey && ofTarget(table, detail):
		// The key is that of the row that is still referenced, not the one that the constraint is on.
	default:
		e.Columns = keyColumns(detail)
	}
}

// factsOf asks the driver. Drivers that were not written for this package are asked for the fields that pgconn.PgError and pq.Error have.
func factsOf(f failure) (constraint, table, column, detail string) {
	if d, ok := f.(describer); ok {
		return d.Violated()
	}
	v := reflect.Indirect(reflect.ValueOf(f))
	if v.Kind() != reflect.Struct {
		return "", "", "", ""
	}
	field := func(names ...string) string {
		for _, name := range names {
			if x := v.FieldByName(name); x.IsValid() && x.Kind() == reflect.String {
				return x.String()
			}
		}
		return ""
	}
	return field("ConstraintName", "Constraint"), field("TableName", "Table"), field("ColumnName", "Column"), field("Detail")
}

// ofTarget tells whether the detail of a violated foreign key is about the row that is referenced: it then ends with the name of the table
// that the constraint is on.
func ofTarget(table, detail string) bool {
	if strings.Contains(detail, "is not present in") { // a table may reference itself
		return false
	}
	return strings.Contains(detail, "still referenced") || strings.Contains(afterKey(detail), `"`+table+`"`)
}

func afterKey(detail string) string {
	_, rest, _ := strings.Cut(detail, ")=(")
	if i := strings.LastIndexByte(rest, ')'); i >= 0 {
		rest = rest[i:]
	}
	return rest
}

// keyColumns reads the columns of a key from "Key (a, \"B c\")=(1, 2) already exists.". The key of an index may have expressions, which
// are left out.
func keyColumns(detail string) []string {
	open := strings.IndexByte(detail, '(')
	if open < 0 {
		return nil
	}
	var columns []string
	for rest := detail[open+1:]; ; {
		name, after, plain := keyColumn(rest)
		if plain {
			columns = append(columns, name)
		}
		switch {
		case strings.HasPrefix(after, ", "):
			rest = after[2:]
		case strings.HasPrefix(after, ")=("):
			return columns
		default:
			return nil // no key at all
		}
	}
}

// keyColumn reads one column of a key, up to what follows it.
func keyColumn(s string) (name, after string, plain bool) {
	depth, quoted := 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case (c == ')' || c == ',') && depth == 0:
			name, plain = unquote(s[:i])
			return name, s[i:], plain
		}
	}
	return "", "", false
}

// unquote is the name that an identifier stands for; it says no if s is an expression.
func unquote(s string) (string, bool) {
	if len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"' {
		return strings.ReplaceAll(s[1:len(s)-1], `""`, `"`), true
	}
	return s, s != "" && !strings.ContainsAny(s, `"() :`)
}

// missingTable is the name in quotes in a message: relation "s.t" does not exist.
func missingTable(message string) string {
	_, rest, _ := strings.Cut(message, `"`)
	name, _, found := strings.Cut(rest, `"`)
	if !found {
		return ""
	}
	return name[strings.LastIndexByte(name, '.')+1:]
}
