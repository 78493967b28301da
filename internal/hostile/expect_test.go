package hostile

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
)

// verdict is what must become of a name in a place.
type verdict uint8

const (
	// fine is a name that the database can have: it must be found unchanged.
	fine verdict = iota
	// ours is a name that we refuse before anything is sent.
	ours
	// theirs is a name that the database refuses, with a text that says why.
	theirs
	// either is a name that depends on what the database makes of it, such as the name of a file.
	either
)

// sort is what a position names.
type sort uint8

const (
	object sort = iota // in the catalogue
	source             // in FROM
	label              // of a column of a result
	value              // no identifier: a key, a comment
)

// expect is the verdict on a name. It is written from the manuals of the databases, and knows nothing of compiler.NameRules.
func expect(k kind, p *position, name string) verdict {
	if p.sort == value {
		return p.verdict(k, name)
	}
	if name == "" || strings.Contains(name, "\x00") || !utf8.ValidString(name) {
		return ours
	}
	characters := utf8.RuneCountInString(name)
	switch k {
	case postgresql:
		if len(name) > 63 {
			return ours
		}
	case mariadb:
		if strings.ContainsFunc(name, func(r rune) bool { return r > 0xFFFF }) {
			return ours
		}
		if p.sort == object && characters > 64 || characters > 255 || p.sort == label && len(name) > 255 {
			return ours
		}
		if p.sort == label && !unicode.IsGraphic(rune(name[0])) && name[0] < 0x80 || p.sort == label && name[0] == ' ' {
			return ours
		}
	}
	if p.verdict != nil {
		return p.verdict(k, name)
	}
	return fine
}

// The verdicts of single positions, beyond what is true of all names.

// tableName: SQLite keeps a prefix to itself, MariaDB does not like blanks at the end and makes a file of the name.
func tableName(k kind, name string) verdict {
	switch {
	case k == sqlite && strings.HasPrefix(strings.ToLower(name), "sqlite_"):
		return theirs
	case k == mariadb && (trailingBlank(k, name) == theirs || strings.HasPrefix(name, "#mysql50#")):
		return theirs
	case k == mariadb && fileLength(name) > 250:
		return either
	}
	return fine
}

// fileLength is at most what the name of a file of MariaDB has: @0020 for a blank.
func fileLength(name string) int {
	n := 0
	for _, r := range name {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_') {
			n++
		} else {
			n += 5
		}
	}
	return n
}

// trailingBlank: MariaDB has no such names.
func trailingBlank(k kind, name string) verdict {
	if k == mariadb && strings.ContainsRune(" \t\n\v\f\r", rune(name[len(name)-1])) {
		return theirs
	}
	return fine
}

// schemaName: SQLite has two already, PostgreSQL keeps a prefix to itself.
func schemaName(k kind, name string) verdict {
	lower := strings.ToLower(name)
	switch {
	case k == sqlite && (lower == "main" || lower == "temp"), k == postgresql && strings.HasPrefix(name, "pg_"):
		return theirs
	case k == sqlite:
		return fine
	}
	return tableName(k, name)
}

// indexName: SQLite keeps a prefix to itself.
func indexName(k kind, name string) verdict {
	if k == sqlite && strings.HasPrefix(strings.ToLower(name), "sqlite_") {
		return theirs
	}
	return constraintName(k, name)
}

// constraintName: a unique constraint and a foreign key are an index to MariaDB.
func constraintName(k kind, name string) verdict {
	if v := checkName(k, name); v != fine {
		return v
	}
	return trailingBlank(k, name)
}

// checkName: every primary key of MariaDB has that name.
func checkName(k kind, name string) verdict {
	if k == mariadb && strings.EqualFold(name, "primary") {
		return theirs
	}
	return fine
}

// reasonOf is what a typed error says of a name; "" for other errors.
func reasonOf(err error) verdictName {
	var name *compiler.NameError
	var bind *driver.BindError
	var literal *compiler.LiteralError
	var encode *types.EncodeError
	if errors.As(err, &name) || errors.As(err, &bind) || errors.As(err, &literal) || errors.As(err, &encode) {
		return "ours"
	}
	var theirError *dialect.Error
	if errors.As(err, &theirError) && (errors.Is(err, dialect.ErrProgramming) || errors.Is(err, dialect.ErrOperational)) {
		return "theirs"
	}
	return ""
}

// verdictName is a verdict in words.
type verdictName string

func (v verdict) String() verdictName { return [...]verdictName{"", "ours", "theirs", ""}[v] }

// cteName: MariaDB checks it as that of a table.
func cteName(k kind, name string) verdict {
	if k == mariadb && strings.HasPrefix(name, "#mysql50#") {
		return theirs
	}
	return trailingBlank(k, name)
}

// derivedName: SQLite calls a column of a subquery otherwise if it would be a constant.
func derivedName(k kind, name string) verdict {
	if lower := strings.ToLower(name); k == sqlite && (lower == "true" || lower == "false") {
		return ours
	}
	return fine
}

// derivedColumn is a column of a table that becomes one of a subquery.
func derivedColumn(k kind, name string) verdict {
	if v := derivedName(k, name); v != fine {
		return v
	}
	return trailingBlank(k, name)
}
