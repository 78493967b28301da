package values

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/azoth-orm/azoth/types"
)

// Types of a program: named ones, those with Value and Scan, with EncodeSQL, with text, and the Null types of database/sql.
var custom = []tester{
	integer[userID]("named int64", types.BigInteger(), 64),
	value[title]{
		name: "named string", sql: types.Text(), corpus: []title{"", "it's", "🐍", "\x00", "\xff"},
		random: func(r *rand.Rand) title { return title(anyText(r, 10)) },
		expect: func(p product, v title) outcome[title] { return keepIf(v, keepsText(p, string(v))) },
		spelled: func(p product, v title) outcome[title] {
			return keepIf(v, spellable(string(v)) && keepsText(p, string(v)))
		},
		loose: only(mariadb),
	},
	value[celsius]{
		name: "Value and Scan", sql: types.Text(), corpus: []celsius{0, 1, -1, 36.6, celsius(math.Copysign(0, -1)), math.MaxFloat64},
		random: func(r *rand.Rand) celsius { return celsius(float64(r.Int64N(1e6)) / 100) },
		same:   sameFloat64[celsius],
	},
	value[fahrenheit]{
		name: "Value and Scan of the pointer", sql: types.Text(), corpus: []fahrenheit{0, 1, -1},
		random: func(r *rand.Rand) fahrenheit { return fahrenheit(anyInt(r)) },
	},
	value[point]{
		name: "EncodeSQL and Scan", sql: types.String(50), corpus: []point{{}, {1, 2}, {math.MinInt64, math.MaxInt64}},
		random: func(r *rand.Rand) point { return point{anyInt(r), anyInt(r)} },
	},
	value[big.Int]{
		name: "text of big.Int", sql: types.Text(), corpus: []big.Int{*big.NewInt(0), *big.NewInt(-1), *pow10(100)},
		random: func(r *rand.Rand) big.Int {
			n, _ := new(big.Int).SetString("1"+digits(r, r.IntN(60)), 10)
			return *n
		},
		same: func(a, b big.Int) bool { return a.Cmp(&b) == 0 },
	},
	value[sql.Null[string]]{
		name: "sql.Null[string]", sql: types.Text(), corpus: []sql.Null[string]{{Valid: true}, {V: "a", Valid: true}, {V: "\x00", Valid: true}},
		random: func(r *rand.Rand) sql.Null[string] { return sql.Null[string]{V: anyText(r, 10), Valid: true} },
		expect: func(p product, v sql.Null[string]) outcome[sql.Null[string]] { return keepIf(v, keepsText(p, v.V)) },
		spelled: func(p product, v sql.Null[string]) outcome[sql.Null[string]] {
			return keepIf(v, spellable(v.V) && keepsText(p, v.V))
		},
		loose: only(mariadb),
	},
	value[sql.NullInt64]{
		name: "sql.NullInt64", sql: types.BigInteger(), corpus: []sql.NullInt64{{Valid: true}, {Int64: math.MinInt64, Valid: true}, {Int64: math.MaxInt64, Valid: true}},
		random: func(r *rand.Rand) sql.NullInt64 { return sql.NullInt64{Int64: anyInt(r), Valid: true} },
	},
	value[sql.NullTime]{
		name: "sql.NullTime", sql: types.DateTime(), corpus: []sql.NullTime{{Time: at(2024, 2, 29, 1, 2, 3, 4000), Valid: true}},
		random: func(r *rand.Rand) sql.NullTime {
			return sql.NullTime{Time: time.Unix(r.Int64N(math.MaxInt32), r.Int64N(1e6)*1e3).UTC(), Valid: true}
		},
		same: func(a, b sql.NullTime) bool { return a.Time.Equal(b.Time) && a.Valid == b.Valid },
	},
}

type userID int64

type title string

// celsius is kept as a text with a unit.
type celsius float64

func (c celsius) Value() (driver.Value, error) {
	return strconv.FormatFloat(float64(c), 'g', -1, 64) + "°C", nil
}

func (c *celsius) Scan(src any) error {
	s, ok := src.(string)
	if !ok {
		return fmt.Errorf("a %T is no temperature", src)
	}
	f, err := strconv.ParseFloat(strings.TrimSuffix(s, "°C"), 64)
	*c = celsius(f)
	return err
}

// fahrenheit has all of its methods on the pointer.
type fahrenheit int64

func (f *fahrenheit) Value() (driver.Value, error) { return fmt.Sprintf("%d°F", *f), nil }

func (f *fahrenheit) Scan(src any) error {
	s, _ := src.(string)
	_, err := fmt.Sscanf(s, "%d°F", f)
	return err
}

// point encodes itself.
type point struct{ X, Y int64 }

func (p point) EncodeSQL(types.Type, types.Native) (types.Value, error) {
	return types.TextValue(fmt.Sprintf("%d/%d", p.X, p.Y)), nil
}

func (p *point) Scan(src any) error {
	s, _ := src.(string)
	_, err := fmt.Sscanf(s, "%d/%d", &p.X, &p.Y)
	return err
}

func sameFloat64[V ~float64](a, b V) bool { return sameFloat(float64(a), float64(b)) }
