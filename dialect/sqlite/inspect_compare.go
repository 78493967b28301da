package sqlite

import "github.com/azoth-orm/azoth/dialect"

// words are those that mean the same in a default.
var words = map[string]string{"true": "1", "false": "0"}

// Comparison is that of SQLite, which keeps texts as they were written.
func (catalog) Comparison() dialect.Comparison {
	return dialect.Comparison{Words: words, KeysCount: true}
}
