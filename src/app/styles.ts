import '../ui/tokens.css';
import '../ui/tokens-dark.css';
import '../ui/components.css';
import './app.css';
