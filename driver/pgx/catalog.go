package pgx

import (
	"context"
	"strconv"
	"strings"
	"sync"
)

// catalog knows the types that a database has besides the built-in ones, as far as statements have met them. It is shared by the
// connections of a connector.
type catalog struct {
	mu    sync.RWMutex
	types map[uint32]known
}

// lookup finds a type that is built in or was met before.
func (c *catalog) lookup(oid uint32) (known, bool) {
	if k, ok := builtin(oid); ok {
		return k, true
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	k, ok := c.types[oid]
	return k, ok
}

func (c *catalog) learn(oid uint32, k known) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.types == nil {
		c.types = make(map[uint32]known)
	}
	c.types[oid] = k
}

// typesQuery resolves domains to what they are made of, whose form their values have. The type of elements is that of a true array: some
// other types have one, too. Its own types are built in, or it would be asked about itself.
const typesQuery = `WITH RECURSIVE met AS (
SELECT oid, oid AS base, typname, typtype, typbasetype, typcategory, typelem FROM pg_catalog.pg_type WHERE oid = ANY(CAST(CAST($1 AS text) AS oid[]))
UNION ALL
SELECT met.oid, t.oid, met.typname, t.typtype, t.typbasetype, t.typcategory, t.typelem FROM met JOIN pg_catalog.pg_type t ON t.oid = met.typbasetype WHERE met.typtype = 'd'
) SELECT oid, base, typname, CASE typcategory WHEN 'A' THEN typelem ELSE 0 END FROM met WHERE typtype <> 'd'`

// meet asks the server for the types that are not known yet.
func (c *conn) meet(ctx context.Context, oids []uint32) error {
	var missing []string
	for _, oid := range oids {
		if _, ok := c.common.catalog.lookup(oid); !ok {
			missing = append(missing, strconv.FormatUint(uint64(oid), 10))
		}
	}
	if missing == nil {
		return nil
	}
	s, err := c.Prepare(ctx, typesQuery)
	if err != nil {
		return err
	}
	defer s.Close()
	s.BindText(0, "{"+strings.Join(missing, ",")+"}")
	rows, err := s.Query(ctx)
	if err != nil {
		return err
	}
	defer rows.Close()
	for {
		ok, err := rows.Step()
		if !ok || err != nil {
			return err
		}
		base, _ := builtin(uint32(rows.Int64(1)))
		k := known{name: typeName(rows.Text(2)), codec: base.codec, element: uint32(rows.Int64(3))}
		c.common.catalog.learn(uint32(rows.Int64(0)), k)
	}
}

// typeName is a type's name as columns show it: the array of a type has its name with an underscore in front.
func typeName(catalogued string) string {
	if element, ok := strings.CutPrefix(catalogued, "_"); ok {
		return strings.ToUpper(element) + "[]"
	}
	return strings.ToUpper(catalogued)
}
