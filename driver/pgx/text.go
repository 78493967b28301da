package pgx

import "strings"

// Only the beginning of a statement is looked at: whether there is one, and which word it begins with.

// skipBlank cuts white space and comments off the front. Comments in /* */ nest.
func skipBlank(sql string) string {
	for {
		sql = strings.TrimLeft(sql, " \t\r\n\f\v;")
		switch {
		case strings.HasPrefix(sql, "--"):
			_, sql, _ = strings.Cut(sql, "\n")
		case strings.HasPrefix(sql, "/*"):
			sql = skipComment(sql)
		default:
			return sql
		}
	}
}

// skipComment cuts off the comment at the front of sql, all of it if the comment does not end.
func skipComment(sql string) string {
	depth := 0
	for i := 0; i+1 < len(sql); i++ {
		switch sql[i : i+2] {
		case "/*":
			depth++
		case "*/":
			if depth--; depth == 0 {
				return sql[i+2:]
			}
		default:
			continue
		}
		i++
	}
	return ""
}

// firstWord is the first word of sql in upper case.
func firstWord(sql string) string {
	sql = skipBlank(sql)
	end := strings.IndexFunc(sql, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') })
	if end < 0 {
		end = len(sql)
	}
	return strings.ToUpper(sql[:end])
}

// hasPlaceholder tells whether sql may have a parameter. What it takes for one may be part of a string.
func hasPlaceholder(sql string) bool {
	for i := 0; i+1 < len(sql); i++ {
		if sql[i] == '$' && sql[i+1] >= '0' && sql[i+1] <= '9' {
			return true
		}
	}
	return false
}

// kind says how a statement is prepared and stopped.
type kind uint8

const (
	// planned statements are prepared on the server.
	planned kind = iota
	// direct statements have no parameters and no rows, and are parsed where they run: preparing them would be a round trip for nothing.
	direct
	// control statements are direct ones that begin or end transactions. They are not cancelled.
	control
)

func kindOf(sql string) kind {
	switch firstWord(sql) {
	case "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE":
		return control
	case "PREPARE":
		if word := skipBlank(skipBlank(sql)[len("PREPARE"):]); strings.HasPrefix(strings.ToUpper(word), "TRANSACTION") {
			return control
		}
		return planned
	case "SET", "RESET", "DISCARD", "DEALLOCATE", "CREATE", "ALTER", "DROP", "TRUNCATE", "COMMENT", "GRANT", "REVOKE", "LOCK", "VACUUM",
		"ANALYZE", "REINDEX", "CLUSTER", "REFRESH", "LISTEN", "UNLISTEN", "NOTIFY", "DO", "CHECKPOINT", "REASSIGN":
	default:
		return planned
	}
	if hasPlaceholder(sql) { // CREATE TABLE … AS SELECT … $1
		return planned
	}
	return direct
}
