package unitofwork

import (
	"slices"

	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
	"github.com/azoth-orm/azoth/types"
)

// run is objects that follow each other and whose statements have one text: the same columns. The values of all lie in one slice, row by
// row, so that a row costs no allocation.
type run struct {
	// props are the properties that the statement names, back those that the database fills.
	props, back []int
	states      []*state.State
	// values are those of the columns, and behind them those that find the row; width is how many a row has.
	values []types.Value
	width  int
	state  [1]*state.State // room for the only one
}

// row are the values of the i-th object.
func (r *run) row(i int) []types.Value { return r.values[i*r.width : (i+1)*r.width] }

// part are the objects from one on up to another.
func (r *run) part(from, to int) *run {
	return &run{props: r.props, back: r.back, states: r.states[from:to], values: r.values[from*r.width : to*r.width], width: r.width}
}

// generates tells whether the database makes the keys of the rows.
func (r *run) generates(m *mapping.Mapper) bool {
	return m.Generated >= 0 && !slices.Contains(r.props, m.Generated)
}

// rows are the values by object.
func (r *run) rows() [][]types.Value {
	out := make([][]types.Value, len(r.states))
	for i := range out {
		out[i] = r.row(i)
	}
	return out
}

// runs collects objects: each is begun, gets its properties and values, and is added to the last run, or to a new one if its shape
// differs.
type runs struct {
	list        []*run
	props, back []int
	values      []types.Value
	expected    int // objects, about; 1 is certain
	one         run
	room        [1]*run
}

// newRuns is for so many objects of a mapper.
func newRuns(m *mapping.Mapper, objects int) *runs {
	n := len(m.Properties)
	return &runs{expected: objects, props: make([]int, 0, n), values: make([]types.Value, 0, n+len(m.Class.Key)+1)}
}

// begin begins the next object.
func (rs *runs) begin() {
	rs.props, rs.back, rs.values = rs.props[:0], rs.back[:0], rs.values[:0]
}

// name names a property that the statement writes.
func (rs *runs) name(i int) {
	if !slices.Contains(rs.props, i) {
		rs.props = append(rs.props, i)
	}
}

// valuesOf appends the values that the named properties have in an object.
func (rs *runs) valuesOf(m *mapping.Mapper, st *state.State) {
	for _, i := range rs.props {
		rs.values = append(rs.values, m.Properties[i].Field.Value(st.Obj))
	}
}

// add adds the object that was begun.
func (rs *runs) add(st *state.State) {
	r := rs.last()
	if r == nil || !slices.Equal(r.props, rs.props) || !slices.Equal(r.back, rs.back) {
		if rs.expected == 1 {
			rs.only(st)
			return
		}
		r = &run{props: slices.Clone(rs.props), back: slices.Clone(rs.back), width: len(rs.values)}
		if len(rs.list) == 0 { // nearly always the only one: shapes that change all the time must not each make room for all
			r.states = make([]*state.State, 0, rs.expected)
			r.values = make([]types.Value, 0, rs.expected*r.width)
		}
		rs.list = append(rs.list, r)
	}
	r.states = append(r.states, st)
	r.values = append(r.values, rs.values...)
}

// only adds the only object that there will be: it needs no copies.
func (rs *runs) only(st *state.State) {
	rs.one = run{props: rs.props, back: rs.back, values: rs.values, width: len(rs.values)}
	rs.one.states = append(rs.one.state[:0], st)
	rs.list = append(rs.room[:0], &rs.one)
}

func (rs *runs) last() *run {
	if len(rs.list) == 0 {
		return nil
	}
	return rs.list[len(rs.list)-1]
}
