import '../ui/tokens.css';
import '../ui/tokens-dark.css';
import '../ui/base.css';
import './app.css';
