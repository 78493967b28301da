package stdsql

import (
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/compiler"
)

// verb is what a statement does to the transaction.
type verb uint8

const (
	other verb = iota
	begins
	commits
	rollsBack
	chains // COMMIT or ROLLBACK, and the next transaction begins
	saves
	releases
	returnsTo // to a savepoint
	ends      // by the way: DDL of MySQL, PREPARE TRANSACTION of PostgreSQL
)

// kind is what has to be known of a statement before it runs, told by its first words.
type kind struct {
	verb verb
	// direct says that it goes as text without being prepared: there is nothing to gain, or the database cannot.
	direct bool
	// writes says that it counts the rows that it wrote, inserts that it may generate a key.
	writes, inserts bool
	// keeps says that it is to keep what the transaction did, so that a rollback in its place would be a lie: COMMIT, PREPARE TRANSACTION.
	keeps bool
	// alters says that it sets something that a rollback does not undo.
	alters bool
	// silent says that it yields no rows: database/sql tells only then what it did.
	silent bool
	// empty says that there is no statement.
	empty bool
	// params is the number of its parameters.
	params int
}

// kindOf reads a statement as far as it is needed.
func kindOf(f family, sql string) kind {
	w := words(f, sql)
	if len(w) == 0 {
		return kind{empty: true}
	}
	k := kind{verb: verbOf(f, w), alters: alters(f, w)}
	switch w[0] {
	case "COMMIT", "END", "PREPARE":
		k.keeps = k.verb != other
	}
	tokens := f.syntax().Tokens(sql)
	k.params = f.countParams(tokens)
	k.direct = k.params == 0 && (k.verb != other || unprepared[w[0]])
	main, returning := mainVerb(tokens)
	switch main {
	case "INSERT", "REPLACE":
		k.writes, k.inserts = true, true
	case "UPDATE", "DELETE", "MERGE":
		k.writes = true
	}
	k.silent = k.writes && !returning || k.direct && w[0] != "XA"
	return k
}

// mainVerb is what a statement does, which may stand behind WITH and its parentheses, and whether it returns what it wrote.
func mainVerb(tokens []compiler.Token) (main string, returning bool) {
	depth := 0
	for _, t := range tokens {
		switch {
		case t.Is("("):
			depth++
		case t.Is(")"):
			depth--
		case depth > 0 || t.Kind != compiler.WordToken:
		case t.Is("RETURNING"):
			returning = true
		case main == "" && verbs[strings.ToUpper(t.Text)]:
			main = strings.ToUpper(t.Text)
		}
	}
	return main, returning
}

// verbs are what a statement can do with rows.
var verbs = map[string]bool{
	"SELECT": true, "VALUES": true, "TABLE": true, "INSERT": true, "REPLACE": true, "UPDATE": true, "DELETE": true, "MERGE": true,
	"SHOW": true, "EXPLAIN": true, "PRAGMA": true, "CALL": true, "CREATE": true, "DESCRIBE": true, "ANALYZE": true,
}

// countParams counts the placeholders of a statement: the question marks, or the largest number behind one or behind a dollar sign.
func (f family) countParams(tokens []compiler.Token) int {
	n := 0
	for i, t := range tokens {
		number := f.placeholder(tokens, i)
		if number == 0 && t.Is("?") && !f.numbered() {
			n++
		}
		n = max(n, number)
	}
	return n
}

// placeholder is the number in the placeholder at token i, 0 if there is none.
func (f family) placeholder(tokens []compiler.Token, i int) int {
	mark := "?"
	if f.numbered() {
		mark = "$"
	}
	if !tokens[i].Is(mark) || i+1 == len(tokens) || tokens[i+1].Start != tokens[i].End {
		return 0
	}
	number, err := strconv.Atoi(tokens[i+1].Text)
	if err != nil {
		return 0
	}
	return number
}

// unprepared are the first words of statements that have no parameters and no rows.
var unprepared = map[string]bool{
	"CREATE": true, "ALTER": true, "DROP": true, "RENAME": true, "TRUNCATE": true, "GRANT": true, "REVOKE": true, "COMMENT": true,
	"SET": true, "RESET": true, "USE": true, "LOCK": true, "UNLOCK": true, "KILL": true, "XA": true, "VACUUM": true,
}

func verbOf(f family, w []string) verb {
	switch w[0] {
	case "BEGIN":
		return begins
	case "START":
		if second(w) == "TRANSACTION" {
			return begins
		}
	case "COMMIT", "END":
		switch {
		case second(w) == "PREPARED":
			return other
		case chained(w):
			return chains
		}
		return commits
	case "ROLLBACK", "ABORT":
		return rollbackVerb(w)
	case "SAVEPOINT":
		return saves
	case "RELEASE":
		return releases
	case "PREPARE":
		if second(w) == "TRANSACTION" {
			return ends
		}
	}
	if f == mysql && endsMySQL(w) {
		return ends
	}
	return other
}

func rollbackVerb(w []string) verb {
	for _, word := range w[1:] {
		switch word {
		case "TO":
			return returnsTo
		case "PREPARED":
			return other
		}
	}
	if chained(w) {
		return chains
	}
	return rollsBack
}

// chained recognizes AND CHAIN, without NO.
func chained(w []string) bool {
	for i := 1; i+1 < len(w); i++ {
		if w[i] == "AND" && w[i+1] == "CHAIN" {
			return true
		}
	}
	return false
}

// endsMySQL tells whether MySQL commits before the statement.
func endsMySQL(w []string) bool {
	switch w[0] {
	case "CREATE", "DROP":
		return second(w) != "TEMPORARY"
	case "ALTER", "RENAME", "TRUNCATE", "GRANT", "REVOKE", "LOCK", "ANALYZE", "OPTIMIZE", "REPAIR", "INSTALL", "UNINSTALL", "FLUSH":
		return true
	}
	return false
}

// alters tells whether something is set in the session of a server. SET LOCAL and the like end with the transaction.
func alters(f family, w []string) bool {
	if f == sqlite {
		return false
	}
	switch w[0] {
	case "SET":
		switch second(w) {
		case "LOCAL", "TRANSACTION", "CONSTRAINTS":
			return false
		}
		return true
	case "USE", "LISTEN", "LOAD":
		return true
	case "LOCK":
		return f == mysql
	case "CREATE":
		return second(w) == "TEMPORARY" || second(w) == "TEMP"
	case "PREPARE":
		return second(w) != "TRANSACTION"
	}
	return false
}

func second(w []string) string {
	if len(w) < 2 {
		return ""
	}
	return w[1]
}

// firstWords is how many words matter: ROLLBACK WORK AND NO CHAIN.
const firstWords = 5

// words are the first words of a statement in upper case, without comments.
func words(f family, sql string) []string {
	var out []string
	for len(out) < firstWords {
		sql = skipBlank(f, sql)
		n := 0
		for n < len(sql) && (isLetter(sql[n]) || n > 0 && sql[n] >= '0' && sql[n] <= '9') {
			n++
		}
		if n == 0 {
			if sql != "" && len(out) == 0 {
				return []string{""} // a statement that begins with no word
			}
			return out
		}
		out = append(out, strings.ToUpper(sql[:n]))
		sql = sql[n:]
	}
	return out
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' }

// skipBlank cuts white space, semicolons, opening parentheses and comments off the front. What stands in /*! … */ is no comment.
func skipBlank(f family, sql string) string {
	for {
		sql = strings.TrimLeft(sql, " \t\r\n\f\v;(")
		var end string
		switch {
		case strings.HasPrefix(sql, "--"), f == mysql && strings.HasPrefix(sql, "#"):
			end = "\n"
		case strings.HasPrefix(sql, "/*!"), strings.HasPrefix(sql, "/*M!"):
			return sql
		case strings.HasPrefix(sql, "/*"):
			end = "*/"
		default:
			return sql
		}
		_, rest, found := strings.Cut(sql, end)
		if !found {
			return ""
		}
		sql = rest
	}
}
