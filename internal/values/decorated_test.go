package values

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/types"
)

// Types that a program decorates, that differ between databases, and whose values SQL changes.
var decorated = []tester{
	value[place]{
		name: "decorated text of a struct", sql: types.Decorate(types.String(60), places), corpus: []place{{}, {1, 2}, {-1 << 63, 1<<63 - 1}},
		random: func(r *rand.Rand) place { return place{anyInt(r), anyInt(r)} },
	},
	value[int64]{
		name: "decorated integer as text", sql: types.Decorate(types.String(30), numerals), corpus: []int64{0, -1, 1<<63 - 1},
		random: anyInt,
	},
	value[labels]{
		name: "decorated text of a slice", sql: types.Decorate(types.Text(), jsonLabels), corpus: []labels{{}, {"a"}, {"it's", `"`, "🐍"}},
		random: func(r *rand.Rand) labels { return labels{anyShort(r), anyShort(r)} },
	},
	value[string]{
		name: "decorated bytes", sql: types.Decorate(types.LargeBinary(), mirrored), corpus: []string{"", "abc", "\x00\xff"},
		random: func(r *rand.Rand) string { return anyText(r, 20) }, spelled: func(_ product, s string) outcome[string] { return keep(s) },
	},
	value[userID]{
		name: "decorated integer", sql: types.Decorate(types.BigInteger(), shifted), corpus: []userID{0, 1, -5},
		random: func(r *rand.Rand) userID { return userID(r.Int32()) },
	},
	value[cents]{
		name: "decorated decimal", sql: types.Decorate(types.Numeric(12, 2), money), corpus: []cents{0, 1, -250, 99_999_999},
		random: func(r *rand.Rand) cents { return cents(r.Int32()) },
	},
	value[labels]{
		name: "variant of an array and a decorated text", sql: types.Variant(types.Decorate(types.Text(), jsonLabels), types.Array(types.Text()), "postgresql"),
		corpus: []labels{{}, {"a"}, {"it's", `"`, "🐍"}}, random: func(r *rand.Rand) labels { return labels{anyShort(r), anyShort(r)} },
	},
	value[types.UUID]{
		name: "decorated variant", sql: types.Decorate(types.Variant(types.Char(36), types.Raw("uuid"), "postgresql"), guids), corpus: []types.UUID{{}, {1}, {15: 255}},
		random: func(*rand.Rand) types.UUID { return types.NewUUID() },
	},
	value[int]{
		name: "variant of numbers", sql: types.Variant(types.Integer(), types.BigInteger(), "sqlite", "mysql"), corpus: []int{0, -1, 1<<31 - 1},
		random: func(r *rand.Rand) int { return int(r.Int32()) },
	},
	value[string]{
		name: "text folded by SQL", sql: expr.WrapType(types.String(80), folded), corpus: []string{"", "abc", "it's"},
		random: func(r *rand.Rand) string { return strconv.FormatUint(r.Uint64(), 36) },
	},
	value[place]{
		name: "decorated text folded by SQL", sql: types.Decorate(expr.WrapType(types.String(60), folded), places), corpus: []place{{}, {1, 2}},
		random: func(r *rand.Rand) place { return place{anyInt(r), anyInt(r)} },
	},
}

func anyShort(r *rand.Rand) string { return strconv.FormatUint(r.Uint64(), 36) + "'\\\"{}" }

// place is a struct that is one text.
type place struct{ X, Y int64 }

var places = &types.Processing[place, string]{
	Bind: func(p place) (string, error) { return fmt.Sprintf("%d/%d", p.X, p.Y), nil },
	Result: func(s string) (p place, err error) {
		_, err = fmt.Sscanf(s, "%d/%d", &p.X, &p.Y)
		return p, err
	},
}

var numerals = &types.Processing[int64, string]{
	Bind:   func(n int64) (string, error) { return "n" + strconv.FormatInt(n, 10), nil },
	Result: func(s string) (int64, error) { return strconv.ParseInt(strings.TrimPrefix(s, "n"), 10, 64) },
}

type labels []string

var jsonLabels = &types.Processing[labels, string]{
	Bind: func(l labels) (string, error) {
		b, err := json.Marshal(append([]string{}, l...))
		return string(b), err
	},
	Result: func(s string) (l labels, err error) {
		err = json.Unmarshal([]byte(s), &l)
		return l, err
	},
}

var mirrored = &types.Processing[string, []byte]{
	Bind: func(s string) ([]byte, error) {
		b := []byte(s)
		slices.Reverse(b)
		return b, nil
	},
	Result: func(b []byte) (string, error) {
		b = slices.Clone(b)
		slices.Reverse(b)
		return string(b), nil
	},
}

var shifted = &types.Processing[userID, int64]{
	Bind:   func(u userID) (int64, error) { return int64(u) + 1000, nil },
	Result: func(n int64) (userID, error) { return userID(n - 1000), nil },
}

// cents are an amount of money.
type cents int64

var money = &types.Processing[cents, types.Decimal]{
	Bind: func(c cents) (types.Decimal, error) {
		sign := ""
		if c < 0 {
			sign, c = "-", -c
		}
		return types.ParseDecimal(fmt.Sprintf("%s%d.%02d", sign, c/100, c%100))
	},
	Result: func(d types.Decimal) (cents, error) {
		whole, part, _ := strings.Cut(d.String(), ".")
		n, err := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
		return cents(n), err
	},
}

var guids = &types.Processing[types.UUID, string]{
	Bind:   func(u types.UUID) (string, error) { return u.String(), nil },
	Result: types.ParseUUID,
}

var folded = &expr.Wrapping{
	Bind:   func(v expr.Dynamic) expr.Node { return fn.Lower(expr.Typed[string](v)) },
	Column: func(c expr.Dynamic) expr.Node { return fn.Lower(expr.Typed[string](c)) },
}
