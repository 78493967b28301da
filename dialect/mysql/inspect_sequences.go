package mysql

import (
	"context"
	"strings"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// Sequences are the sequences of MariaDB; MySQL has none. How they count stands in the sequences themselves, which are read by one query.
func (k catalog) Sequences(ctx context.Context, c dialect.CatalogConn, in string) ([]dialect.ReflectedSequence, error) {
	relations, err := k.Relations(ctx, c, in)
	if err != nil {
		return nil, err
	}
	var parts []string
	var names []types.Value
	for _, x := range relations {
		if x.Kind != dialect.SequenceRelation {
			continue
		}
		from := grammar.Quoting.Force(x.Name)
		if in != "" {
			from = grammar.Quoting.Force(in) + "." + from
		}
		parts = append(parts, "SELECT ?"+sequenceFacts+from)
		names = append(names, types.TextValue(x.Name))
	}
	if len(parts) == 0 {
		return nil, nil
	}
	var out []dialect.ReflectedSequence
	q := dialect.Query{SQL: strings.Join(parts, " UNION ALL "), Args: names}
	err = c.Query(ctx, q, func(r driver.Rows) error {
		start, increment, low, high, cache := r.Int64(1), r.Int64(2), r.Int64(3), r.Int64(4), r.Int64(5)
		out = append(out, dialect.ReflectedSequence{
			Name: r.Text(0), Schema: in, Type: types.BigInteger(),
			Counter: schema.Counter{Start: &start, Increment: &increment, Min: &low, Max: &high, Cache: &cache, Cycle: r.Bool(6)},
		})
		return nil
	})
	return out, err
}
