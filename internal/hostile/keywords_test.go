package hostile

import (
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
)

// sqliteKeywords are the words of sqlite.org/lang_keywords.html; the other databases are asked.
const sqliteKeywords = `abort action add after all alter always analyze and as asc attach autoincrement before begin between by cascade case
	cast check collate column commit conflict constraint create cross current current_date current_time current_timestamp database default
	deferrable deferred delete desc detach distinct do drop each else end escape except exclude exclusive exists explain fail filter first
	following for foreign from full generated glob group groups having if ignore immediate in index indexed initially inner insert instead
	intersect into is isnull join key last left like limit match materialized natural no not nothing notnull null nulls of offset on or order
	others outer over partition plan pragma preceding primary query raise range recursive references regexp reindex release rename replace
	restrict returning right rollback row rows savepoint select set table temp temporary then ties to transaction trigger unbounded union
	unique update using vacuum values view virtual when where window with without within stored strict rowid oid true false`

var keywordQueries = map[kind]string{
	postgresql: "SELECT word FROM pg_catalog.pg_get_keywords()",
	mariadb: "SELECT DISTINCT LOWER(word) FROM information_schema.keywords WHERE word RLIKE '^[A-Za-z]'" +
		" UNION SELECT LOWER(function) FROM information_schema.sql_functions",
}

// TestKeywords wants every word that a database knows to be a name like any other. Those are the names that the quoter leaves without
// quotes unless it knows better; those that it does quote are tried in the long form only.
func TestKeywords(t *testing.T) {
	t.Parallel()
	for _, k := range kinds {
		t.Run(string(k), func(t *testing.T) {
			t.Parallel()
			words := keywords(t, k)
			for _, p := range positions {
				if p.sort == value || p.own || p.name == "sequence" || len(p.only) > 0 && !slices.Contains(p.only, k) {
					continue
				}
				t.Run(p.name, func(t *testing.T) {
					t.Parallel()
					(&run{world: newWorld(t, k, false), position: &p}).all(t, words)
				})
			}
		})
	}
}

func keywords(t *testing.T, k kind) []string {
	t.Helper()
	words, w := strings.Fields(sqliteKeywords), newWorld(t, k, false)
	if k != sqlite {
		var err error
		words, err = azoth.Text[string](keywordQueries[k]).All(ctx, w.conn)
		if err != nil || len(words) < 300 {
			t.Fatalf("%d keywords, error %v", len(words), err)
		}
	}
	if soak() {
		return words
	}
	quoted := w.db.Dialect().Grammar.Quoting.Reserved
	return slices.DeleteFunc(words, func(word string) bool { return quoted[word] })
}
