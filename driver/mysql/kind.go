package mysql

import "strings"

// kind is what the driver has to know of a statement before it runs, told by its first word.
type kind struct {
	// text says that it goes as text: there is nothing to gain from preparing it, or the server cannot.
	text     bool
	patience patience
	// writes says that the rows it yields are rows that it wrote.
	writes bool
	// session says that it may change what a rollback does not bring back.
	session bool
}

// kinds are the first words that mean something. All others are prepared.
var kinds = map[string]kind{
	"BEGIN": {text: true}, "START": {text: true}, "SAVEPOINT": {text: true}, "RELEASE": {text: true},
	"COMMIT": {text: true, patience: awaited}, "ROLLBACK": {text: true, patience: awaited}, "XA": {text: true, patience: awaited},
	"INSERT": {writes: true}, "REPLACE": {writes: true}, "UPDATE": {writes: true}, "DELETE": {writes: true},
	"CREATE": {text: true}, "ALTER": {text: true}, "DROP": {text: true}, "RENAME": {text: true}, "TRUNCATE": {text: true},
	"GRANT": {text: true}, "REVOKE": {text: true}, "KILL": {text: true}, "UNLOCK": {text: true},
	"SET": {text: true, session: true}, "USE": {text: true, session: true}, "LOCK": {text: true, session: true},
	"PREPARE": {session: true}, "HANDLER": {session: true},
}

func kindOf(sql string) kind {
	first, rest := cutWord(strings.TrimLeft(skipBlank(sql), "( "))
	k := kinds[first]
	second, rest := cutWord(skipBlank(rest))
	switch {
	case first == "SET":
		k.session = !setsTransaction(second, rest)
	case first == "CREATE" && second == "TEMPORARY", takesLock(sql):
		k.session = true
	}
	if strings.IndexByte(sql, '?') >= 0 {
		k.text = false // a placeholder, or part of a text: the server knows
	}
	return k
}

// takesLock recognizes GET_LOCK(…), wherever it stands. Taking a text for one costs a connection and nothing else.
func takesLock(sql string) bool { return strings.Contains(strings.ToUpper(sql), "GET_LOCK") }

// setsTransaction recognizes SET [SESSION] TRANSACTION …, which the engine sets back by itself.
func setsTransaction(second, rest string) bool {
	if second == "SESSION" {
		second, _ = cutWord(skipBlank(rest))
	}
	return second == "TRANSACTION"
}

// cutWord cuts a word off the front, in upper case.
func cutWord(sql string) (word, rest string) {
	n := 0
	for n < len(sql) && isLetter(sql[n]) {
		n++
	}
	return strings.ToUpper(sql[:n]), sql[n:]
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' }

// skipBlank cuts white space and comments off the front. What stands in /*! … */ is no comment.
func skipBlank(sql string) string {
	for {
		sql = strings.TrimLeft(sql, " \t\r\n\f\v")
		var end string
		switch {
		case strings.HasPrefix(sql, "--"), strings.HasPrefix(sql, "#"):
			end = "\n"
		case strings.HasPrefix(sql, "/*") && !strings.HasPrefix(sql, "/*!") && !strings.HasPrefix(sql, "/*M!"):
			end = "*/"
		default:
			return sql
		}
		_, rest, found := strings.Cut(sql[1:], end)
		if !found {
			return ""
		}
		sql = rest
	}
}

// isEmpty tells whether sql holds nothing but blanks, comments and semicolons. MariaDB would run that.
func isEmpty(sql string) bool {
	for sql = skipBlank(sql); strings.HasPrefix(sql, ";"); sql = skipBlank(sql[1:]) {
	}
	return sql == ""
}
