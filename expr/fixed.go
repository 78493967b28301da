package expr

// Fixed is an expression whose bound values are the same for every run of the statement: the default of a column in a statement whose other
// values are given by their places.
type Fixed struct {
	Base
	X Element
}

// NewFixed is x with its values fixed; nil for nil.
func NewFixed(x Element) Element {
	if x == nil {
		return nil
	}
	f := &Fixed{X: x}
	f.self = f
	return f
}

// AppendKey writes x and its values, which belong to the text. It hands none of them over.
func (f *Fixed) AppendKey(k *Key) {
	k.Tag(TagFixed)
	given := len(k.values)
	k.Element(f.X)
	k.values = k.values[:given]
	appendLiterals(k, f.X)
}

// Children visits the expression.
func (f *Fixed) Children(v *Visitor) { Child(v, &f.X) }
