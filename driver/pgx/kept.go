package pgx

import (
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/internal/lru"
)

// kept are prepared statements that outlive the lease of a pool's connection. They are found by their text and the first of the hints that
// they were prepared with.
type kept struct {
	names *names
	byKey *lru.Map[string, *prepared]
}

// keptStatements is how many there are at most.
const keptStatements = 256

func newKept(n *names) *kept {
	k := &kept{names: n}
	k.byKey = lru.New(keptStatements, func(_ string, p *prepared) { k.drop(p) })
	return k
}

// drop forgets a statement; if somebody uses it, with its last use.
func (k *kept) drop(p *prepared) {
	p.kept = false
	if p.users == 0 {
		k.names.drop(p)
	}
}

func keptKey(sql string, oids []uint32) string {
	var b strings.Builder
	for _, oid := range oids {
		b.WriteString(strconv.FormatUint(uint64(oid), 36))
		b.WriteByte(',')
	}
	b.WriteByte(';')
	b.WriteString(sql)
	return b.String()
}

// find is a statement that can be used as it is.
func (k *kept) find(c *conn, key string) *prepared {
	p, ok := k.byKey.Get(key)
	if !ok {
		return nil
	}
	if p.stale(c) {
		k.byKey.Remove(key)
		k.drop(p)
		return nil
	}
	return p
}

func (k *kept) add(key string, p *prepared) {
	p.kept = true
	k.byKey.Put(key, p)
}
