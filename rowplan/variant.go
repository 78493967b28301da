package rowplan

import "github.com/azoth-orm/azoth/types"

// In is f in a database: dialects are the names of its dialect. It is f itself unless the type of the column is another one there, see
// types.Variant.
func (f *Field) In(dialects ...string) (*Field, error) {
	if !f.varies {
		return f, nil
	}
	own := types.For(f.sql, dialects...)
	if own == types.For(f.sql) {
		return f, nil
	}
	return f.As(own)
}

// InAll is In for many fields; fields itself if all of them are the same everywhere.
func InAll(fields []*Field, dialects ...string) ([]*Field, error) {
	out := fields
	for i, f := range fields {
		g, err := f.In(dialects...)
		if err != nil {
			return nil, err
		}
		if g == f {
			continue
		}
		if &out[0] == &fields[0] {
			out = append([]*Field(nil), fields...)
		}
		out[i] = g
	}
	return out, nil
}
