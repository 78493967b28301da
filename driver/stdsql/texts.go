package stdsql

import (
	"fmt"
	"strings"
	"sync"

	"github.com/azoth-orm/azoth/internal/lru"
	"github.com/azoth-orm/azoth/types"
)

// keptTexts is how many statements are remembered with their casts.
const keptTexts = 1000

// texts remembers which text was prepared for a statement and the types of its parameters. It is shared by all connections.
type texts struct {
	mu   sync.Mutex
	kept *lru.Map[string, string]
}

func newTexts() *texts { return &texts{kept: lru.New[string, string](keptTexts, nil)} }

// textKey tells statements with other types apart. Types are plain values that print what they are.
func textKey(sql string, params []types.Type) string {
	var b strings.Builder
	for _, p := range params {
		fmt.Fprintf(&b, "%T%v,", p, p)
	}
	b.WriteByte(0)
	b.WriteString(sql)
	return b.String()
}

func (t *texts) get(sql string, params []types.Type) (string, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.kept.Get(textKey(sql, params))
}

func (t *texts) put(sql string, params []types.Type, text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept.Put(textKey(sql, params), text)
}
