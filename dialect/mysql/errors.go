package mysql

import (
	"context"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/dialect"
)

// failure is what a MySQL driver's error tells: the server's number. A driver's error may tell MySQLMessage and SQLState as well.
type failure interface {
	error
	MySQLNumber() uint16
}

// numbers are the server's numbers that have a class. Others go by their SQLSTATE.
var numbers = map[uint16]error{
	1048: dialect.ErrNotNull, 1171: dialect.ErrNotNull, 1263: dialect.ErrNotNull, 1364: dialect.ErrNotNull,
	1022: dialect.ErrUnique, 1062: dialect.ErrUnique, 1169: dialect.ErrUnique, 1586: dialect.ErrUnique, 1859: dialect.ErrUnique,
	1216: dialect.ErrForeignKey, 1217: dialect.ErrForeignKey, 1451: dialect.ErrForeignKey, 1452: dialect.ErrForeignKey,
	1557: dialect.ErrForeignKey, 1761: dialect.ErrForeignKey, 1762: dialect.ErrForeignKey,
	3819: dialect.ErrCheck, 4025: dialect.ErrCheck,

	1205: dialect.ErrLockTimeout, 1613: dialect.ErrLockTimeout, 3572: dialect.ErrLockTimeout,
	1213: dialect.ErrDeadlock, 1614: dialect.ErrDeadlock, 3058: dialect.ErrDeadlock,
	1020: dialect.ErrSerialization, 1402: dialect.ErrSerialization, 3101: dialect.ErrSerialization,
	1028: dialect.ErrStatementTimeout, 1317: dialect.ErrStatementTimeout, 1969: dialect.ErrStatementTimeout, 3024: dialect.ErrStatementTimeout,
	1053: dialect.ErrDisconnect, 1927: dialect.ErrDisconnect, 2006: dialect.ErrDisconnect, 2013: dialect.ErrDisconnect,
	2002: dialect.ErrDisconnect, 2003: dialect.ErrDisconnect, 2014: dialect.ErrDisconnect, 2055: dialect.ErrDisconnect, 4031: dialect.ErrDisconnect,
	1040: dialect.ErrOperational, 1044: dialect.ErrOperational, 1045: dialect.ErrOperational, 1180: dialect.ErrOperational,
	1181: dialect.ErrOperational, 1203: dialect.ErrOperational, 1226: dialect.ErrOperational, 1227: dialect.ErrOperational,
	1142: dialect.ErrOperational, 1143: dialect.ErrOperational, 1047: dialect.ErrOperational, 1290: dialect.ErrOperational,

	1051: dialect.ErrNoSuchTable, 1146: dialect.ErrNoSuchTable, 4091: dialect.ErrProgramming,
	1826: dialect.ErrProgramming, 3822: dialect.ErrProgramming, // a second constraint of that name
	1052: dialect.ErrProgramming, 1054: dialect.ErrProgramming, 1064: dialect.ErrProgramming, 1136: dialect.ErrProgramming, 1149: dialect.ErrProgramming,
	1264: dialect.ErrData, 1406: dialect.ErrData, 1690: dialect.ErrData,
	1292: dialect.ErrData, 1366: dialect.ErrData, 1411: dialect.ErrData, 1525: dialect.ErrData, 1526: dialect.ErrData,
	1153: dialect.ErrData, 1265: dialect.ErrData, 1300: dialect.ErrData, 1918: dialect.ErrData, 1977: dialect.ErrData, 4038: dialect.ErrData,
}

// states are the classes of SQLSTATE, by their first two characters.
var states = map[string]error{
	"08": dialect.ErrDisconnect, "21": dialect.ErrProgramming, "22": dialect.ErrData, "23": dialect.ErrIntegrity,
	"40": dialect.ErrSerialization, "42": dialect.ErrProgramming,
}

// wording is how a server words its messages.
type wording struct {
	// tableOfKey says that the table stands in front of a key: 'users.name'.
	tableOfKey bool
	// escapes says that a control character is written by its number: \000B.
	escapes bool
}

// translate classifies what MySQL reported.
func translate(err error) error { return classify(err, wording{tableOfKey: true}) }

// translateMariaDB classifies what MariaDB reported.
func translateMariaDB(err error) error { return classify(err, wording{escapes: true}) }

func classify(err error, w wording) error {
	var f failure
	if !errors.As(err, &f) {
		return err
	}
	e := &dialect.Error{Class: classOf(f), Code: strconv.Itoa(int(f.MySQLNumber())), Err: err}
	text := message(f)
	if w.escapes {
		text = unescaped(text)
	}
	switch n := f.MySQLNumber(); {
	case e.Class == dialect.ErrStatementTimeout && errors.Is(err, context.Canceled):
		e.Class = dialect.ErrOperational // the caller did not want it any more
	case n == 1180 && strings.Contains(text, "error 149"):
		e.Class = dialect.ErrDeadlock // a node of a cluster found out at COMMIT
	case e.Class == dialect.ErrUnique:
		describeKey(e, text, w.tableOfKey)
	default:
		describe(e, text)
	}
	return e
}

func classOf(f failure) error {
	if class := numbers[f.MySQLNumber()]; class != nil {
		return class
	}
	if s, ok := f.(interface{ SQLState() string }); ok && len(s.SQLState()) == 5 {
		if class := states[s.SQLState()[:2]]; class != nil {
			return class
		}
	}
	return dialect.ErrOperational
}

// message is the server's own text.
func message(f failure) string {
	if m, ok := f.(interface{ MySQLMessage() string }); ok {
		return m.MySQLMessage()
	}
	return f.Error()
}

// escaped is a character that MariaDB writes by its number: a control character other than tab, line feed and carriage return. A backslash
// is left as it is, so that nobody can tell \000B from the name that is spelled so; the latter is taken for rarer.
var escaped = regexp.MustCompile(`\\00([0189][0-9A-F]|7F)`)

// unescaped is a message of MariaDB with its control characters as they are.
func unescaped(text string) string {
	return escaped.ReplaceAllStringFunc(text, func(s string) string {
		n, err := strconv.ParseUint(s[1:], 16, 8)
		if err != nil || n == 0 || n == '\t' || n == '\n' || n == '\r' {
			return s
		}
		return string(rune(n))
	})
}

// describeKey reads the key in "Duplicate entry '…' for key 'users.name'".
func describeKey(e *dialect.Error, text string, tableOfKey bool) {
	i := strings.LastIndex(text, "for key '")
	if i < 0 {
		return
	}
	key := strings.TrimSuffix(text[i+len("for key '"):], "'")
	if table, name, found := strings.Cut(key, "."); found && tableOfKey {
		e.Table, key = table, name
	}
	e.Constraint = key
}

// describe reads what a failure is about:
//
//	Column 'name' cannot be null
//	Field 'name' doesn't have a default value
//	Check constraint 'positive' is violated.
//	CONSTRAINT `positive` failed for `db`.`users`
//	… (`db`.`child`, CONSTRAINT `fk` FOREIGN KEY (`parent`, `other`) REFERENCES …
//	Table 'db.users' doesn't exist
//	Data too long for column 'name' at row 1
func describe(e *dialect.Error, text string) {
	switch {
	case errors.Is(e.Class, dialect.ErrForeignKey):
		describeForeignKey(e, text)
	case errors.Is(e.Class, dialect.ErrCheck):
		e.Constraint = quotedAfter(text, "constraint '", "'")
		if e.Constraint == "" {
			s := identifiers{rest: after(text, "CONSTRAINT ")}
			e.Constraint = s.last()
			s.rest = after(s.rest, " failed for ")
			e.Table = s.last()
		}
	case errors.Is(e.Class, dialect.ErrNoSuchTable):
		_, e.Table, _ = strings.Cut(quotedAfter(text, "able '", "'"), ".")
	case errors.Is(e.Class, dialect.ErrNotNull):
		column := quotedAfter(text, "Column '", "'")
		if column == "" {
			column = quotedAfter(text, "Field '", "'")
		}
		if column != "" {
			e.Columns = []string{column}
		}
	case errors.Is(e.Class, dialect.ErrData):
		describeColumn(e, text)
	}
}

// describeColumn reads the column of a value that does not fit. MariaDB may name it in full.
func describeColumn(e *dialect.Error, text string) {
	i := strings.LastIndex(text, " for column ")
	if i < 0 {
		return
	}
	rest := text[i+len(" for column "):]
	if strings.HasPrefix(rest, "`") {
		s := identifiers{rest: rest}
		names := s.dotted()
		if len(names) > 1 {
			e.Table = names[len(names)-2]
		}
		e.Columns = names[len(names)-1:]
		return
	}
	if end := strings.LastIndex(rest, "' at row "); end > 0 {
		e.Columns = []string{rest[1:end]}
	}
}

func describeForeignKey(e *dialect.Error, text string) {
	s := identifiers{rest: after(text, " fails (")}
	e.Table = s.last()
	s.rest = after(s.rest, ", CONSTRAINT ")
	e.Constraint = s.last()
	s.rest = after(s.rest, " FOREIGN KEY (")
	for {
		column := s.last()
		if column == "" {
			return
		}
		e.Columns = append(e.Columns, column)
		s.rest = strings.TrimPrefix(s.rest, ", ")
	}
}

// after is what follows the first mark, "" if there is none.
func after(text, mark string) string {
	_, rest, _ := strings.Cut(text, mark)
	return rest
}

// quotedAfter is what stands between the mark and the last end, or the next one if more text follows.
func quotedAfter(text, mark, end string) string {
	rest := after(text, mark)
	if i := strings.Index(rest, end+" "); i >= 0 {
		return rest[:i]
	}
	return strings.TrimSuffix(rest, end)
}

// identifiers reads names in backticks, in which a backtick is doubled.
type identifiers struct{ rest string }

// dotted reads `a`.`b`.
func (s *identifiers) dotted() []string {
	var names []string
	for strings.HasPrefix(s.rest, "`") {
		names = append(names, s.one())
		if !strings.HasPrefix(s.rest, ".`") {
			break
		}
		s.rest = s.rest[1:]
	}
	return names
}

// last is the last name of a dotted one, "" if there is none.
func (s *identifiers) last() string {
	names := s.dotted()
	if len(names) == 0 {
		return ""
	}
	return names[len(names)-1]
}

func (s *identifiers) one() string {
	var name strings.Builder
	for i := 1; i < len(s.rest); i++ {
		if s.rest[i] != '`' {
			name.WriteByte(s.rest[i])
			continue
		}
		if i+1 == len(s.rest) || s.rest[i+1] != '`' {
			s.rest = s.rest[i+1:]
			return name.String()
		}
		name.WriteByte('`')
		i++
	}
	s.rest = ""
	return name.String()
}

// hidden stands in a message for a value.
const hidden = "…"

// hole is where the server puts a value into a message: behind the text before, up to the last of the texts after.
type hole struct {
	before string
	after  []string
}

var (
	entry     = hole{"entry '", []string{"' for key '"}}
	wrong     = hole{"value: '", []string{"' for column ", "' for function ", "'"}}
	quoted    = hole{"'", []string{"'"}}
	partition = hole{"for value ", nil}
)

// holes are the messages with values, by the server's number.
var holes = map[uint16]hole{
	1062: entry, 1586: entry,
	1292: wrong, 1366: wrong, 1411: wrong, 1525: wrong,
	1291: quoted, 1300: quoted, 1367: quoted, 1557: quoted, 1690: quoted, 1761: quoted, 1762: quoted, 1916: quoted, 1917: quoted, 1918: quoted,
	1977: quoted, 3854: quoted, 3988: quoted,
	1526: partition,
}

// SafeMessage is the server's message without the values that it holds: "Duplicate entry '…' for key 'users.name'". Errors and logs show
// values only where the engine is told to. A message in another language is not shown at all.
func SafeMessage(number uint16, message string) string {
	h, ok := holes[number]
	if !ok {
		return message
	}
	start := strings.Index(message, h.before)
	if start < 0 {
		return "the server's message is not shown, since it may hold a value"
	}
	start += len(h.before)
	for _, after := range h.after {
		if end := strings.LastIndex(message[start:], after); end >= 0 {
			return message[:start] + hidden + message[start+end:]
		}
	}
	return message[:start] + hidden
}
