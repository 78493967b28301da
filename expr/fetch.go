package expr

import "github.com/azoth-orm/azoth/types"

// FetchClause is FETCH FIRST n ROWS ONLY: what LIMIT is in standard SQL, with two variants that LIMIT does not have.
//
// SQLAlchemy: fetch.
type FetchClause struct {
	// N is the number of rows, or, if IsPercent, of hundredths of all rows.
	N Element
	// IsPercent counts in hundredths, Ties also yields the rows that are equal to the last one in what ORDER BY says.
	IsPercent, Ties bool
}

// Fetch is the first n rows: FETCH FIRST n ROWS ONLY. A database without it gets LIMIT. It goes together with Offset, not with Limit.
// SQLAlchemy: fetch.
func Fetch(n int) FetchClause { return FetchClause{N: NewBind(types.Int64Value(int64(n)))} }

// WithTies also yields the rows that ORDER BY does not tell apart from the last one: WITH TIES. SQLAlchemy: fetch(with_ties=True).
func (f FetchClause) WithTies() FetchClause {
	f.Ties = true
	return f
}

// Percent makes the number one of hundredths of all rows: FETCH FIRST n PERCENT ROWS. SQLAlchemy: fetch(percent=True).
func (f FetchClause) Percent() FetchClause {
	f.IsPercent = true
	return f
}

func (f FetchClause) addTo(r *RareClauses) { r.Fetch = &f }

func (f *FetchClause) appendKey(k *Key) {
	k.Bool(f != nil)
	if f == nil {
		return
	}
	k.Bool(f.IsPercent)
	k.Bool(f.Ties)
	k.Element(f.N)
}
