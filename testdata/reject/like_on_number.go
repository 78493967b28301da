package reject

// LIKE is an operator of text.
var _ = Users.Age.Like("4%") /* ERROR `Users.Age.Like undefined \(type col.Int has no field or method Like\)` */
